package dev.sluice.client.audit;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Counts;
import dev.sluice.records.Summary;
import java.util.Objects;
import java.util.Set;

/**
 * Exact: the summaries of a batch are in one partition, in the order of decisions. Of a batch that
 * was given up before it was complete, a task that comes late is added to the summary.
 */
final class ClosedOnce extends Guarantee {

  /** Reasons to close a batch of which tasks are missing. */
  private static final Set<String> GIVEN_UP =
      Set.of("INCOMPLETE", "CANCEL_REQUESTED", "DEADLINE", "BATCH_TOO_LARGE", "INVALID_FIELD");

  ClosedOnce() {
    super("the batch closes once a round, when all its tasks have ended");
  }

  @Override
  void summary(Summary next, History history) {
    Summary before = history.summary();
    if (before != null) {
      require(
          next.getRound() >= before.getRound(),
          "the batch was %s in round %d, and %s in round %d later",
          before.getStatus(),
          before.getRound(),
          next.getStatus(),
          next.getRound());
      boolean over = History.terminal(before.getStatus()) && next.getRound() == before.getRound();
      require(
          !over
              || (next.getStatus() == before.getStatus()
                  && next.getFinishedAt() == before.getFinishedAt()
                  && Objects.equals(next.getReason(), before.getReason())),
          "the batch had closed %s in round %d, and then was %s",
          before.getStatus(),
          before.getRound(),
          next.getStatus());
    }
    if (History.terminal(next.getStatus())) {
      closed(next);
    }
  }

  private void closed(Summary summary) {
    long ended = summary.getCounts().getTotal();
    Long expected = summary.getExpectedTasks();
    boolean givenUp = summary.getReason() != null && GIVEN_UP.contains(summary.getReason());
    if (expected != null) {
      require(
          ended == expected || givenUp,
          "the batch closed %s when %d of %d tasks had ended",
          summary.getStatus(),
          ended,
          expected);
    }
    Counts counts = summary.getCounts();
    long fine = counts.getSucceeded() + counts.getSkipped(); // clean-up that was not needed
    require(
        summary.getStatus() != BatchStatus.SUCCEEDED || fine == ended,
        "the batch closed SUCCEEDED, and %d of %d tasks succeeded or were skipped",
        fine,
        ended);
  }

  @Override
  void end(History history) {
    if (history.closedRound() == 0) {
      unseen("the batch has not ended");
    }
  }
}
