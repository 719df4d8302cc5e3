package dev.sluice.cli;

import dev.sluice.results.text.Counted;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What commands say that start a whole Sluice. */
final class LocalText {

  private LocalText() {}

  /** Said at once, because the start takes some seconds in which nothing else is seen. */
  static String starting(int workers) {
    return "starting a broker, a scheduler and "
        + (workers == 1 ? "a worker" : workers + " workers");
  }

  /** Said where a process can be asked how it is. */
  static String health(String url) {
    return "health and metrics: " + url + "/health/ready " + url + "/metrics";
  }

  /** Said when a run was ended before its batch was. */
  static String interrupted(String name, @Nullable Path dataDirectory) {
    String what = "interrupted, " + name + " did not end";
    return dataDirectory == null
        ? what
        : what + "; the same command goes on with it in " + dataDirectory;
  }

  /** Said when programs of tasks were found that belong to no process any more. */
  static String endedPrograms(int programs) {
    return "ended "
        + Counted.of(programs, "program")
        + " that tasks of a killed run had left running";
  }
}
