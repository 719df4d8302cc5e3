package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Effect.Rejected;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Event.WorkDue;
import dev.sluice.core.ledger.Ledger;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.scheduler.answer.Verdict;
import dev.sluice.scheduler.deadletter.DeadLetters;
import dev.sluice.scheduler.store.LedgerStore;
import dev.sluice.scheduler.wire.RecordSizes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads, decides, saves and forwards: an event and what it leaves over, up to a bound of steps and
 * of time, all in the transaction of the task.
 */
final class BatchSteps {

  private static final Logger log = LoggerFactory.getLogger(BatchSteps.class);

  private final Ledger ledger;
  private final LedgerStore store;
  private final LedgerView view;
  private final EffectRouter router;
  private final RecordSizes sizes;
  private final int mostSteps;
  private final Outlet outlet;

  /**
   * What became of an event.
   *
   * @param rest how far it and what it left over have come
   * @param verdict of the decision about the event itself
   */
  record Taken(Rest rest, Verdict verdict) {

    /** Whether it is being done, and not all of it is. */
    boolean doneInPart() {
      return rest == Rest.WORK_LEFT && verdict.equals(Verdict.DONE);
    }
  }

  /** What is left of an event. */
  enum Rest {
    NONE,

    /** The batch goes on with {@link WorkDue}. */
    WORK_LEFT,

    /** The event is true, but work that it left over can't be decided. */
    STUCK
  }

  /** Where decisions go. */
  interface Outlet {

    /** Sends everything that was decided. */
    void forward(Routed routed, long at);

    /** The event could not be obeyed. */
    void rejected(Rejected rejection);
  }

  /**
   * @param cache this scheduler's copy of the results cache
   */
  BatchSteps(
      LedgerSetup setup,
      LedgerStore store,
      ReadOnlyKeyValueStore<Bytes, byte[]> cache,
      Outlet outlet) {
    this.ledger = setup.ledger();
    this.store = store;
    this.view = LedgerView.of(store, store.headers()::find, key -> setup.cache().find(key, cache));
    this.router = setup.router();
    this.sizes = setup.sizes();
    this.mostSteps = setup.pace().workSteps();
    this.outlet = outlet;
  }

  LedgerView view() {
    return view;
  }

  /**
   * Makes an event true and does work that it leaves over for as long as the stint lasts.
   *
   * @throws UndecidableException if the event can't become true; then nothing of it did
   */
  Taken take(Event event, Stint stint) throws UndecidableException {
    Routed first = step(event);
    try {
      Rest rest = goOn(event, first, stint) ? Rest.WORK_LEFT : Rest.NONE;
      return new Taken(rest, first.verdict);
    } catch (UndecidableException e) {
      // The event is saved and sent already, so it is not the one to set aside.
      log.error(
          "Work of batch {} is set aside until the next start: {}",
          event.batchId(),
          e.getMessage(),
          e);
      return new Taken(Rest.STUCK, first.verdict);
    }
  }

  private boolean goOn(Event event, Routed first, Stint stint) throws UndecidableException {
    Deque<Event> next = new ArrayDeque<>(first.consequences);
    boolean workLeft = first.moreWork;
    for (int step = 1; true; step++) {
      if (next.isEmpty()) {
        if (!workLeft || step >= mostSteps || stint.over()) {
          return workLeft;
        }
        next.add(new WorkDue(event.batchId(), event.at()));
      }
      Routed routed = step(next.remove());
      next.addAll(routed.consequences);
      workLeft = routed.moreWork;
    }
  }

  private Routed step(Event event) throws UndecidableException {
    Decision decision = decide(event);
    Routed routed = router.route(decision.effects(), event.at());
    for (RowWrite write : decision.writes()) {
      if (!sizes.fits(write)) {
        throw new UndecidableException(
            DeadLetters.ROW_TOO_LARGE,
            "batch %s would need a row of more than %d bytes"
                .formatted(event.batchId(), RecordSizes.MOST_ROW_BYTES),
            null);
      }
    }
    store.save(event.batchId(), decision);
    outlet.forward(routed, event.at());
    routed.rejections.forEach(outlet::rejected);
    return routed;
  }

  /**
   * The ledger throws for no input; if it does, one record is set aside and not all work stopped.
   */
  private Decision decide(Event event) throws UndecidableException {
    try {
      return ledger.decide(event, view);
    } catch (KafkaException storeFailed) {
      throw storeFailed;
    } catch (RuntimeException defect) {
      throw new UndecidableException(
          DeadLetters.INTERNAL_ERROR,
          "the ledger failed on %s of batch %s: %s"
              .formatted(event.getClass().getSimpleName(), event.batchId(), defect),
          defect);
    }
  }
}
