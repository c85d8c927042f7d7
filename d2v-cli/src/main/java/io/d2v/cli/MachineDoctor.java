package io.d2v.cli;

import io.d2v.api.backend.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Looks at Java, the processor, memory and threads. */
final class MachineDoctor {
  /** What the tests are run with: docs/reliability.md. */
  private static final int NEWEST_TRIED = 25;

  private static final long GIB = 1L << 30;
  private static final List<String> WANTED =
      List.of("avx2", "fma", "avx512f", "avx512_bf16", "amx_bf16");

  private final LinuxMachine machine;
  private final Runtime java;

  MachineDoctor(LinuxMachine machine, Runtime java) {
    this.machine = machine;
    this.java = java;
  }

  List<Finding> findings() throws IOException {
    return List.of(java(), processor(), memory(), heap(), threads());
  }

  private static Finding java() {
    String found =
        Runtime.version()
            + " of "
            + System.getProperty("java.vendor")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch");
    int feature = Runtime.version().feature();
    return feature <= NEWEST_TRIED
        ? Finding.ok("Java", found + "; supported: 17 and later")
        : Finding.warning(
            "Java", found + "; not tried with d2v", "if it fails, take Java 17 to " + NEWEST_TRIED);
  }

  private Finding processor() throws IOException {
    String what = "processor";
    Set<String> flags = machine.flags();
    if (flags.isEmpty()) {
      return Finding.warning(
          what,
          System.getProperty("os.arch") + ", whose features nobody says here",
          "d2v is tried on 64-bit Linux on x86-64; elsewhere measure with d2v bench step");
    }
    StringBuilder found = new StringBuilder(machine.processor().orElse("unnamed"));
    for (String flag : WANTED) {
      found.append(flags.contains(flag) ? ", " : ", no ").append(flag);
    }
    if (!flags.contains("avx2") || !flags.contains("fma")) {
      return Finding.warning(
          what, found.toString(), "expect training to be several times slower than elsewhere");
    }
    boolean bf16 = flags.contains("amx_bf16") || flags.contains("avx512_bf16");
    return Finding.ok(
        what,
        found
            + (bf16 ? "" : ": bf16 saves memory but no time, backend.precision=float32 is faster"));
  }

  private Finding memory() throws IOException {
    String what = "memory";
    OptionalLong all = machine.memory("MemTotal");
    OptionalLong free = machine.memory("MemAvailable");
    if (all.isEmpty() || free.isEmpty()) {
      return Finding.warning(what, "nobody says how much there is", "watch it by other means");
    }
    OptionalLong limit = machine.memoryLimit();
    String found =
        gib(all.getAsLong())
            + ", of which "
            + gib(free.getAsLong())
            + " are free; control group: "
            + (limit.isPresent() ? "at most " + gib(limit.getAsLong()) : "no limit");
    return Math.min(free.getAsLong(), limit.orElse(Long.MAX_VALUE)) < GIB
        ? Finding.warning(
            what,
            found,
            "too little for most models: end other programs, raise the limit, or see what a run"
                + " takes with d2v pretrain --dry-run")
        : Finding.ok(what, found);
  }

  private Finding heap() throws IOException {
    String what = "Java's heap";
    long most = java.maxMemory();
    long usable = machine.memoryLimit().orElse(machine.memory("MemTotal").orElse(Long.MAX_VALUE));
    String found = "at most " + gib(most);
    return most > usable / 2
        ? Finding.warning(
            what,
            found + " of " + gib(usable) + " that this process may have",
            "TensorFlow's memory comes on top: give Java less, D2V_JAVA_OPTS=-Xmx"
                + Math.max(1, (usable / 4) >> 20)
                + "m")
        : Finding.ok(what, found + "; TensorFlow's memory comes on top");
  }

  private Finding threads() throws IOException {
    String what = "threads";
    int used = java.availableProcessors();
    OptionalDouble quota = machine.processorQuota();
    String found =
        used
            + " processors for Java and TensorFlow, of "
            + machine.processors()
            + " of the machine; control group: "
            + (quota.isPresent()
                ? String.format(Locale.ROOT, "the time of %.2f", quota.getAsDouble())
                : "no quota");
    return quota.isPresent() && used > Math.ceil(quota.getAsDouble())
        ? Finding.warning(
            what,
            found,
            "threads wait for one another: D2V_JAVA_OPTS=-XX:ActiveProcessorCount="
                + (int) Math.ceil(quota.getAsDouble()))
        : Finding.ok(what, found);
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
  }
}
