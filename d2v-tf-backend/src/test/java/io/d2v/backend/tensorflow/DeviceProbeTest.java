package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.backend.Device;
import io.d2v.backend.tensorflow.DeviceProbe.Found;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceProbeTest {
  private static final Found NOTHING = new Found(false, false, List.of());
  private static final Found CPU_BUILD = new Found(true, false, List.of());
  private static final Found NOT_OPENED = new Found(true, true, List.of());
  private static final Found TWO_GPUS = new Found(true, true, List.of("GPU:0", "GPU:1"));

  @Test
  void autoTakesTheFirstGpu() {
    Device device = choose(DeviceChoice.AUTO, TWO_GPUS);
    assertThat(device.kind()).isEqualTo(Device.Kind.GPU);
    assertThat(device.description())
        .startsWith("the GPU GPU:0 (the first of 2): TensorFlow")
        .endsWith("3 threads, matrix products in bf16");
  }

  @Test
  void autoSaysWhyAGpuIsNotUsed() {
    assertThat(choose(DeviceChoice.AUTO, NOTHING).description())
        .contains("No GPU: no NVIDIA driver was found");
    assertThat(choose(DeviceChoice.AUTO, CPU_BUILD).description())
        .contains("A GPU is present but not used: this TensorFlow is built for the CPU alone")
        .contains("mvn -Pgpu");
    assertThat(choose(DeviceChoice.AUTO, NOT_OPENED).description())
        .contains("A GPU is present but not used: TensorFlow could not open it")
        .contains("LD_LIBRARY_PATH");
  }

  @Test
  void aGpuThatWasAskedForAndCannotBeUsedIsAnError() {
    for (Found found : List.of(NOTHING, CPU_BUILD, NOT_OPENED)) {
      assertThatThrownBy(() -> choose(DeviceChoice.GPU, found))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.DEVICE))
          .hasMessageStartingWith("device: gpu was asked for, but ");
    }
  }

  @Test
  void theCpuIsTakenWhenAskedForWhateverIsThere() {
    assertThat(choose(DeviceChoice.CPU, TWO_GPUS).kind()).isEqualTo(Device.Kind.CPU);
  }

  @Test
  void lookingDoesNotFail() {
    assertThat(DeviceProbe.look(DeviceChoice.AUTO).gpus()).isNotNull();
  }

  private static Device choose(DeviceChoice choice, Found found) {
    return DeviceProbe.choose(
        new TensorFlowSettings(choice, Precision.BF16, Optional.of(3), 2, true), found);
  }
}
