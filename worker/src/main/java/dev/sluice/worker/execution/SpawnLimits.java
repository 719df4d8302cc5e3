package dev.sluice.worker.execution;

import dev.sluice.core.limits.Limits;

/**
 * What one attempt may add to its batch. It travels in the task's report, with its output, and the
 * report has to fit into its topic.
 *
 * @param tasks most of them
 * @param bytes of them and the output together, as they are written
 */
public record SpawnLimits(int tasks, int bytes) {

  private static final int KIB = 1024;

  // A record of the report topic may have 1 MiB; 64 KiB are for the attempts and the rest.
  private static final int BYTES = 960 * KIB;

  /** What fits into a report. */
  public static SpawnLimits of(Limits limits) {
    return new SpawnLimits(limits.spawnedPerReport(), BYTES);
  }

  String exceeded(String what) {
    return "A task can add at most "
        + tasks
        + " tasks to its batch, of "
        + bytes
        + " bytes together with its output: "
        + what
        + "; let some of them add the rest";
  }
}
