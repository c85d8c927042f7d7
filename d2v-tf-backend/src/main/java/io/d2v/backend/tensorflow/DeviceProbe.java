package io.d2v.backend.tensorflow;

import com.google.protobuf.InvalidProtocolBufferException;
import io.d2v.api.UserError;
import io.d2v.api.backend.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.KernelDef;
import org.tensorflow.proto.KernelList;

/** Finds which devices there are, and says why one is not used. */
final class DeviceProbe {
  /** The NVIDIA driver's files: of Linux, and of Linux within Windows. */
  private static final List<Path> DRIVER =
      List.of(
          Path.of("/proc/driver/nvidia/version"), Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

  /**
   * What is there.
   *
   * @param driver whether an NVIDIA driver is present
   * @param cuda whether this TensorFlow was built for NVIDIA GPUs
   * @param gpus the GPUs that it could open
   */
  record Found(boolean driver, boolean cuda, List<String> gpus) {}

  private DeviceProbe() {}

  /** Looks for GPUs; TensorFlow opens them only if one may be used. */
  static Found look(DeviceChoice choice) {
    boolean driver = DRIVER.stream().anyMatch(Files::exists);
    boolean cuda = builtForGpus();
    boolean open = choice != DeviceChoice.CPU && driver && cuda;
    return new Found(driver, cuda, open ? gpus() : List.of());
  }

  static Device choose(TensorFlowSettings settings, Found found) {
    String how =
        String.format(
            Locale.ROOT,
            "TensorFlow %s, %d threads, matrix products in %s",
            org.tensorflow.TensorFlow.version(),
            settings.threadsWithinOperation(),
            settings.precision().name().toLowerCase(Locale.ROOT));
    if (settings.device() == DeviceChoice.CPU) {
      return new Device(Device.Kind.CPU, "the CPU, as asked for: " + how);
    }
    if (!found.gpus().isEmpty()) {
      String others = found.gpus().size() > 1 ? " (the first of " + found.gpus().size() + ")" : "";
      return new Device(Device.Kind.GPU, "the GPU " + found.gpus().get(0) + others + ": " + how);
    }
    if (settings.device() == DeviceChoice.GPU) {
      throw new UserError(
          UserError.Kind.DEVICE,
          "device: gpu was asked for, but " + why(found) + ". Or set device: cpu.");
    }
    return new Device(
        Device.Kind.CPU,
        "the CPU: "
            + how
            + (found.driver() ? ". A GPU is present but not used: " : ". No GPU: ")
            + why(found));
  }

  static String why(Found found) {
    if (!found.driver()) {
      return "no NVIDIA driver was found (looked for " + DRIVER + ")";
    }
    if (!found.cuda()) {
      return "this TensorFlow is built for the CPU alone; build with 'mvn -Pgpu', or put"
          + " org.tensorflow:tensorflow-core-native:linux-x86_64-gpu in place of linux-x86_64";
    }
    return "TensorFlow could not open it: probably a CUDA 12 or cuDNN 9 library is not found (see"
        + " LD_LIBRARY_PATH), CUDA_VISIBLE_DEVICES hides it, or the driver is too old; with"
        + " TF_CPP_MIN_LOG_LEVEL=0 TensorFlow says more";
  }

  @SuppressWarnings("try") // the scope frees the pointers made within it
  private static boolean builtForGpus() {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_Buffer kernels = tensorflow.TF_GetRegisteredKernelsForOp("MatMul", status);
      status.throwExceptionIfNotOK();
      try {
        return KernelList.parseFrom(kernels.dataAsByteBuffer()).getKernelList().stream()
            .map(KernelDef::getDeviceType)
            .anyMatch("GPU"::equals);
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("TensorFlow's list of kernels cannot be read", e);
      } finally {
        tensorflow.TF_DeleteBuffer(kernels);
      }
    }
  }

  @SuppressWarnings("try") // the scope frees the pointers made within it
  private static List<String> gpus() {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_Session session =
          TF_Session.newSession(TF_Graph.newGraph(), TF_SessionOptions.newSessionOptions(), status);
      status.throwExceptionIfNotOK();
      TF_DeviceList devices = tensorflow.TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      List<String> gpus = new ArrayList<>();
      for (int i = 0; i < tensorflow.TF_DeviceListCount(devices); i++) {
        if (tensorflow.TF_DeviceListType(devices, i, status).getString().equals("GPU")) {
          gpus.add(tensorflow.TF_DeviceListName(devices, i, status).getString());
        }
      }
      tensorflow.TF_DeleteDeviceList(devices);
      return gpus;
    }
  }
}
