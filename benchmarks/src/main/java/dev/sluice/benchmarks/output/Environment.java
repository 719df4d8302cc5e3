package dev.sluice.benchmarks.output;

import dev.sluice.cli.Sluice;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/**
 * Where the figures come from.
 *
 * @param commit of the sources, with a mark if they were changed; null if nobody said
 * @param partitions of each topic while the processes were separate
 */
public record Environment(
    int processors,
    long memoryMiB,
    String os,
    String jvm,
    String kafka,
    String sluice,
    @Nullable String commit,
    String date,
    int partitions,
    boolean exactlyOnce,
    String scale,
    int repetitions) {

  /** The property in which the launcher says the commit. */
  public static final String COMMIT = "sluice.bench.commit";

  private static final long MIB = 1024L * 1024;

  /** What this JVM can see. */
  public static Environment here(int partitions, String scale, int repetitions) {
    String version = Sluice.class.getPackage().getImplementationVersion();
    String commit = System.getProperty(COMMIT, "");
    return new Environment(
        Runtime.getRuntime().availableProcessors(),
        memory() / MIB,
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        property("java.vm.name") + " " + property("java.vm.version"),
        AppInfoParser.getVersion(),
        Objects.requireNonNullElse(version, "development"),
        commit.isEmpty() ? null : commit,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        partitions,
        true,
        scale,
        repetitions);
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }
}
