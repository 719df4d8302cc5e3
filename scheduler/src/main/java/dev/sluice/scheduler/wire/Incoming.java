package dev.sluice.scheduler.wire;

import dev.sluice.core.ledger.Event;
import dev.sluice.scheduler.query.Question;
import org.jspecify.annotations.Nullable;

/** What a record of a source topic means. */
public sealed interface Incoming {

  String batchId();

  /**
   * Something happened to a batch.
   *
   * @param requestId what became of it is answered under this id; null: nobody asks
   */
  record Happened(Event event, @Nullable String requestId) implements Incoming {

    /** Something that nobody waits for an answer about. */
    public Happened(Event event) {
      this(event, null);
    }

    @Override
    public String batchId() {
      return event.batchId();
    }
  }

  /**
   * A worker is done with the record of a release.
   *
   * @param partition of the release topic that the release came from; -1 = not known
   */
  record Returned(Event event, String taskId, int releaseNumber, int partition)
      implements Incoming {

    @Override
    public String batchId() {
      return event.batchId();
    }
  }

  /** Somebody wants to know something about a batch. */
  record Asked(Question question) implements Incoming {

    @Override
    public String batchId() {
      return question.batchId();
    }
  }
}
