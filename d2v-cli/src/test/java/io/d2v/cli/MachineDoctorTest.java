package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.backend.Finding;
import io.d2v.api.backend.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are written down. */
final class MachineDoctorTest {
  @TempDir Path root;

  @BeforeEach
  void aGoodMachine() throws IOException {
    processor("sse avx avx2 fma avx512f avx512_bf16 amx_bf16");
    write("proc/meminfo", "MemTotal: 67108864 kB\nMemFree: 1 kB\nMemAvailable: 33554432 kB\n");
  }

  @Test
  void aGoodMachineHasNothingToMend() throws IOException {
    assertThat(machine()).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(finding("processor").found())
        .isEqualTo("Some CPU, avx2, fma, avx512f, avx512_bf16, amx_bf16");
    assertThat(finding("memory").found())
        .isEqualTo("64.0 GiB, of which 32.0 GiB are free; control group: no limit");
  }

  @Test
  void aProcessorSaysWhatItLacks() throws IOException {
    processor("avx avx2 fma");
    assertThat(finding("processor").level()).isEqualTo(Level.OK);
    assertThat(finding("processor").found())
        .contains("no avx512f, no avx512_bf16, no amx_bf16: bf16 saves memory but no time");
    processor("avx");
    assertThat(finding("processor").level()).isEqualTo(Level.WARNING);
  }

  @Test
  void theLeastLimitOfTheGroupsAboveCounts() throws IOException {
    write("proc/self/cgroup", "0::/a/b\n");
    write("sys/fs/cgroup/a/b/memory.max", "max\n");
    write("sys/fs/cgroup/a/memory.max", Long.toString(1L << 29) + "\n");
    write("sys/fs/cgroup/a/cpu.max", "50000 100000\n");
    assertThat(finding("memory").level()).isEqualTo(Level.WARNING);
    assertThat(finding("memory").found()).endsWith("control group: at most 0.5 GiB");
    assertThat(finding("threads").found()).endsWith("control group: the time of 0.50");
    if (Runtime.getRuntime().availableProcessors() > 1) {
      assertThat(finding("threads").advice()).endsWith("-XX:ActiveProcessorCount=1");
    }
  }

  @Test
  void aHeapThatLeavesTensorFlowTooLittleIsWarnedOf() throws IOException {
    long kilobytes = Runtime.getRuntime().maxMemory() >> 10;
    write("proc/meminfo", "MemTotal: " + kilobytes + " kB\nMemAvailable: " + kilobytes + " kB\n");
    assertThat(finding("Java's heap").level()).isEqualTo(Level.WARNING);
    assertThat(finding("Java's heap").advice()).contains("D2V_JAVA_OPTS=-Xmx");
  }

  @Test
  void whereNobodySaysThatIsSaid() throws IOException {
    Files.delete(root.resolve("proc/cpuinfo"));
    Files.delete(root.resolve("proc/meminfo"));
    assertThat(finding("processor").level()).isEqualTo(Level.WARNING);
    assertThat(finding("memory").found()).isEqualTo("nobody says how much there is");
  }

  private void processor(String flags) throws IOException {
    write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: " + flags + "\n");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private List<Finding> machine() throws IOException {
    return new MachineDoctor(new LinuxMachine(root), Runtime.getRuntime()).findings();
  }

  private Finding finding(String what) throws IOException {
    return machine().stream().filter(one -> one.what().equals(what)).findFirst().orElseThrow();
  }
}
