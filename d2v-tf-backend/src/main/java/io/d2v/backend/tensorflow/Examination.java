package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Finding;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What there is of TensorFlow and of what it needs for a GPU. */
final class Examination {
  /** The least of CUDA 12, by NVIDIA's release notes (minor version compatibility). */
  private static final String DRIVER_WANTED = "525.60.13";

  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
  private static final Pattern VERSION = Pattern.compile("\\b(\\d+\\.\\d+(\\.\\d+)?)\\b");
  private static final List<String> CUDA = List.of("libcudart.so.12", "libcublas.so.12");
  private static final List<String> CUDNN = List.of("libcudnn.so.9");

  private final SharedLibraries libraries;
  private final Path driver;

  Examination(SharedLibraries libraries, Path driver) {
    this.libraries = libraries;
    this.driver = driver;
  }

  static Examination ofThisMachine() {
    return new Examination(SharedLibraries.ofThisProcess(), DRIVER);
  }

  List<Finding> findings() {
    try {
      NativeMemory.leaveToTensorFlow();
      return findings(org.tensorflow.TensorFlow.version(), DeviceProbe.look(DeviceChoice.AUTO));
    } catch (LinkageError unloadable) {
      return List.of(
          Finding.failure(
              "TensorFlow",
              "its native library can't be loaded here: " + unloadable,
              "it is made for 64-bit Linux on x86-64 with glibc; look whether the jar"
                  + " tensorflow-core-native of this system is there and the folder for temporary"
                  + " files (java.io.tmpdir) lets programs run"));
    }
  }

  List<Finding> findings(String version, DeviceProbe.Found found) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            "TensorFlow",
            version
                + (found.cuda()
                    ? ", built for NVIDIA GPUs (CUDA 12, cuDNN 9) and the CPU"
                    : ", built for the CPU alone")));
    findings.add(driver(found));
    findings.add(libraries("CUDA", CUDA, found));
    findings.add(libraries("cuDNN", CUDNN, found));
    findings.add(used(found));
    return findings;
  }

  private Finding driver(DeviceProbe.Found found) {
    String what = "GPU driver";
    String wanted = "; wanted for CUDA 12: " + DRIVER_WANTED + " or later";
    if (!found.driver()) {
      return Finding.ok(what, "no NVIDIA driver" + wanted);
    }
    Optional<String> version;
    try {
      version = version();
    } catch (IOException unreadable) {
      return Finding.warning(
          what, driver + " can't be read: " + unreadable.getMessage(), "look at nvidia-smi");
    }
    if (version.isEmpty()) {
      return Finding.ok(what, "found, of a version that " + driver + " does not say" + wanted);
    }
    boolean old = Version.parse(version.get()).compareTo(Version.parse(DRIVER_WANTED)) < 0;
    String says = "NVIDIA " + version.get() + wanted;
    return old ? Finding.warning(what, says, "install a newer driver") : Finding.ok(what, says);
  }

  private Optional<String> version() throws IOException {
    if (!Files.exists(driver)) {
      return Optional.empty();
    }
    Matcher version = VERSION.matcher(Files.readString(driver));
    return version.find() ? Optional.of(version.group(1)) : Optional.empty();
  }

  private Finding libraries(String what, List<String> wanted, DeviceProbe.Found found) {
    List<String> there = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    try {
      for (String library : wanted) {
        Optional<Path> file = libraries.find(library);
        file.ifPresentOrElse(path -> there.add(path.toString()), () -> missing.add(library));
      }
    } catch (IOException unreadable) {
      return Finding.warning(
          what, libraries.cache() + " can't be read: " + unreadable.getMessage(), "run ldconfig");
    }
    if (missing.isEmpty()) {
      return Finding.ok(what, "found: " + String.join(", ", there));
    }
    String lacks = "not found: " + String.join(", ", missing);
    return found.driver() && found.cuda()
        ? Finding.warning(
            what, lacks, "install it, and put its folder into LD_LIBRARY_PATH; see docs/gpu.md")
        : Finding.ok(what, lacks + "; not needed without a GPU that could be used");
  }

  private static Finding used(DeviceProbe.Found found) {
    String what = "GPU";
    if (!found.gpus().isEmpty()) {
      return Finding.ok(what, "used: " + String.join(", ", found.gpus()));
    }
    String not = "not used: " + DeviceProbe.why(found);
    return found.driver()
        ? Finding.warning(what, not, "see docs/gpu.md; until then all runs on the CPU")
        : Finding.ok(what, not + "; all runs on the CPU");
  }
}
