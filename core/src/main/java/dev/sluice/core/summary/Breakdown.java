package dev.sluice.core.summary;

import dev.sluice.core.task.TaskStatus;

/** How many tasks ended in which way: all, and by type, group, worker and priority. */
final class Breakdown {

  final StatusCounts all;
  final CountsByName byType;
  final CountsByName byGroup;
  final CountsByName byWorker;
  final CountsByName byPriority;

  Breakdown() {
    this(
        new StatusCounts(),
        new CountsByName(),
        new CountsByName(),
        new CountsByName(),
        new CountsByName());
  }

  private Breakdown(
      StatusCounts all,
      CountsByName byType,
      CountsByName byGroup,
      CountsByName byWorker,
      CountsByName byPriority) {
    this.all = all;
    this.byType = byType;
    this.byGroup = byGroup;
    this.byWorker = byWorker;
    this.byPriority = byPriority;
  }

  /** Counts a result, or with -1 takes it back. */
  void count(Contribution result, int number) {
    TaskStatus status = result.status();
    all.add(status, number);
    byType.add(result.type(), status, number);
    byGroup.add(result.group(), status, number);
    byWorker.add(result.worker(), status, number);
    byPriority.add(result.priority().name(), status, number);
  }

  void add(Breakdown other) {
    all.add(other.all);
    byType.add(other.byType);
    byGroup.add(other.byGroup);
    byWorker.add(other.byWorker);
    byPriority.add(other.byPriority);
  }

  void write(RowOutput out) {
    all.write(out);
    byType.write(out);
    byGroup.write(out);
    byWorker.write(out);
    byPriority.write(out);
  }

  static Breakdown read(RowInput in) {
    return new Breakdown(
        StatusCounts.read(in),
        CountsByName.read(in),
        CountsByName.read(in),
        CountsByName.read(in),
        CountsByName.read(in));
  }
}
