package dev.sluice.core.simulation;

/** I8: after faults stop every batch ends, and within a number of happenings. */
final class EndsWithinBound implements Invariant {

  private static final long FOR_ANY_WORLD = 5_000;
  private static final long FOR_A_TASK = 100;

  @Override
  public void end(Ended world) {
    long tasks = 0;
    for (BatchHistory batch : world.history().all()) {
      tasks += batch.tasks.size();
      require(
          batch.closed
              || batch.forgotten
              || (batch.awaited() && world.scenario().waitsForEver(batch)),
          "%s rests %s in round %d, sealed at %d, %d of %d tasks ended",
          batch.id,
          batch.status,
          batch.round,
          batch.expected,
          batch.ended(),
          batch.tasks.size());
    }
    require(
        world.happeningsAfterFaults() <= bound(tasks),
        "%d happenings after the last fault with %d tasks",
        world.happeningsAfterFaults(),
        tasks);
  }

  static long bound(long tasks) {
    return FOR_ANY_WORLD + FOR_A_TASK * tasks;
  }
}
