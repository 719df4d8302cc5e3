package dev.sluice.client.audit;

import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Something that is promised about every batch. Sees each record before the history has it, and the
 * whole history at the end.
 */
abstract sealed class Guarantee
    permits OneResultPerTask,
        EveryTaskEnds,
        NothingInvented,
        StartedOnlyAfterNeeds,
        StartedOnlyAfterRelease,
        ReleasedUnderItsOwnNumber,
        AttemptsWithinPlan,
        CountsAddUp,
        ClosedOnce,
        NothingAfterTheEnd,
        NothingReleasedAfterCancel {

  private static final int MOST_EXAMPLES = 5;

  private final String promise;
  private final List<String> examples = new ArrayList<>();
  private final Set<String> unseen = new LinkedHashSet<>();
  private long checked;
  private long breaches;

  Guarantee(String promise) {
    this.promise = promise;
  }

  void summary(Summary summary, History history) {}

  void result(Place place, TaskTrace task, Result result, History history) {}

  void release(Place place, TaskTrace task, Release release, History history) {}

  void end(History history) {}

  /** Judges one fact. */
  final void require(boolean held, String breach, Object... values) {
    checked++;
    if (!held) {
      breaches++;
      if (examples.size() < MOST_EXAMPLES) {
        examples.add(breach.formatted(values));
      }
    }
  }

  /** Something can't be judged. */
  final void unseen(String why) {
    unseen.add(why);
  }

  final Audit.Verdict verdict() {
    return new Audit.Verdict(
        getClass().getSimpleName(), promise, checked, breaches, examples, List.copyOf(unseen));
  }
}
