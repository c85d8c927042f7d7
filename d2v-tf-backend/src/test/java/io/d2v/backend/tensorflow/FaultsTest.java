package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TFUnimplementedException;

class FaultsTest {
  private final Faults faults = new Faults("step", Map.of());

  @Test
  void tooLittleMemoryIsTheUsersWithWhatHelps() {
    RuntimeException said =
        faults.running(
            new TensorFlowFault(
                new TFResourceExhaustedException(
                    "OOM when allocating tensor with shape[4096,4096]")));

    assertThat(said)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("program step needs more memory than the device has left")
        .hasMessageContaining("training.batch")
        .hasMessageContaining("training.accumulate")
        .hasMessageContaining("training.memory=recompute")
        .hasMessageContaining("shape[4096,4096]");
    assertThat(((UserError) said).kind()).isEqualTo(UserError.Kind.DEVICE);
  }

  @Test
  void anythingElseIsAnErrorOfOurs() {
    assertThat(faults.running(new TensorFlowFault(new TFUnimplementedException("surprise"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("surprise");
  }
}
