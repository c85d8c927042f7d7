package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Settings;
import io.d2v.api.backend.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TensorFlowProviderTest {
  @Test
  void theModuleAndTheServicesFileNameIt() throws IOException {
    String service = Backend.Provider.class.getName();
    String provider = TensorFlowProvider.class.getName();
    assertThat(TensorFlowProvider.class.getModule().getDescriptor().provides())
        .anySatisfy(
            provides -> {
              assertThat(provides.service()).isEqualTo(service);
              assertThat(provides.providers()).containsExactly(provider);
            });
    try (InputStream file =
        TensorFlowProvider.class.getResourceAsStream("/META-INF/services/" + service)) {
      byte[] bytes = Objects.requireNonNull(file).readAllBytes();
      assertThat(new String(bytes, StandardCharsets.UTF_8).strip()).isEqualTo(provider);
    }
  }

  @Test
  void itMakesABackendFromItsSettings() {
    Settings settings =
        new Settings() {
          @Override
          public <R extends Record> R as(Class<R> type, MethodHandles.Lookup plugin) {
            assertThat(plugin.lookupClass().getModule()).isEqualTo(type.getModule());
            return type.cast(
                new TensorFlowSettings(DeviceChoice.CPU, Precision.BF16, Optional.of(1), 1, true));
          }
        };
    TensorFlowProvider provider = new TensorFlowProvider();
    assertThat(provider.name()).isEqualTo("tensorflow");
    try (Backend backend = provider.create(settings)) {
      assertThat(backend.device().description()).endsWith("1 threads, matrix products in bf16");
    }
  }
}
