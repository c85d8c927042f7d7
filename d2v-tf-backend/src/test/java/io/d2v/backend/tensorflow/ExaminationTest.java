package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.backend.Finding;
import io.d2v.api.backend.Finding.Level;
import io.d2v.backend.tensorflow.DeviceProbe.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
  @TempDir private Path folder;
  private Path driver = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void namesFiles() {
    driver = folder.resolve("version");
    cache = folder.resolve("ld.so.cache");
  }

  @Test
  void withoutADriverAllIsWellOnTheCpu() {
    List<Finding> findings = look(new Found(false, false, List.of()));
    assertThat(findings).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(finding(findings, "TensorFlow").found()).isEqualTo("1.2, built for the CPU alone");
    assertThat(finding(findings, "GPU driver").found())
        .contains("no NVIDIA driver", "525.60.13 or later");
    assertThat(finding(findings, "GPU").found()).contains("not used: no NVIDIA driver was found");
  }

  @Test
  void aDriverThatIsTooOldAndLibrariesThatAreMissingAreWarnedOf() throws IOException {
    Files.writeString(driver, "NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.82.01  Wed\n");
    List<Finding> findings = look(new Found(true, true, List.of()));
    assertThat(finding(findings, "GPU driver").level()).isEqualTo(Level.WARNING);
    assertThat(finding(findings, "GPU driver").found()).startsWith("NVIDIA 470.82.01; wanted");
    assertThat(finding(findings, "CUDA").found())
        .isEqualTo("not found: libcudart.so.12, libcublas.so.12");
    assertThat(finding(findings, "cuDNN").advice()).contains("LD_LIBRARY_PATH");
    assertThat(finding(findings, "GPU").level()).isEqualTo(Level.WARNING);
  }

  @Test
  void librariesAreFoundInTheNamedFoldersAndInTheLoadersCache() throws IOException {
    Files.writeString(driver, "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Wed\n");
    Files.createFile(folder.resolve("libcudart.so.12"));
    Files.createFile(folder.resolve("libcublas.so.12"));
    Path cudnn =
        Files.createFile(Files.createDirectory(folder.resolve("b")).resolve("libcudnn.so.9"));
    Files.write(
        cache,
        ("glibc-ld.so.cache1.1\0libcudnn.so.9\0/gone/libcudnn.so.9\0" + cudnn + "\0libx\0/libx\0")
            .getBytes(StandardCharsets.ISO_8859_1));
    List<Finding> findings = look(new Found(true, true, List.of("GPU:0")));
    assertThat(findings).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(finding(findings, "CUDA").found()).contains(folder + "/libcublas.so.12");
    assertThat(finding(findings, "cuDNN").found()).isEqualTo("found: " + cudnn);
    assertThat(finding(findings, "GPU").found()).isEqualTo("used: GPU:0");
  }

  @Test
  void theProviderSaysHowItIsHere() {
    assertThat(new TensorFlowProvider().examine())
        .extracting(Finding::what)
        .containsExactly("TensorFlow", "GPU driver", "CUDA", "cuDNN", "GPU");
  }

  private List<Finding> look(Found found) {
    SharedLibraries libraries = new SharedLibraries(folder.toString(), cache);
    return new Examination(libraries, driver).findings("1.2", found);
  }

  private static Finding finding(List<Finding> findings, String what) {
    return findings.stream().filter(one -> one.what().equals(what)).findFirst().orElseThrow();
  }
}
