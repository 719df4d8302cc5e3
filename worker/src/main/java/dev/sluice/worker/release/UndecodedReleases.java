package dev.sluice.worker.release;

import dev.sluice.records.Release;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.worker.transport.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases whose schema has to be asked for at the registry, until that has answered. One question
 * is out at a time, aside: the intake never waits for it. Thread-safe.
 */
final class UndecodedReleases {

  private static final Logger LOG = LoggerFactory.getLogger(UndecodedReleases.class);
  private static final long AGAIN_AFTER_MS = 1_000;

  private final RecordCodec<Release> codec;
  private final Executor aside;
  private final ScheduledExecutorService timers;
  private final Consumer<Arrival> answered;
  private final Consumer<Arrival> unanswered;
  private List<Arrival> waiting = new ArrayList<>();
  private boolean asking;

  /**
   * @param aside runs what blocks
   * @param timers waits only; where it is shut down the registry is asked no more
   * @param answered told on the intake's thread of what may be decoded now, and is held still
   * @param unanswered told there of what can't be decoded for now; may add it again
   */
  UndecodedReleases(
      RecordCodec<Release> codec,
      Executor aside,
      ScheduledExecutorService timers,
      Consumer<Arrival> answered,
      Consumer<Arrival> unanswered) {
    this.codec = codec;
    this.aside = aside;
    this.timers = timers;
    this.answered = answered;
    this.unanswered = unanswered;
  }

  synchronized void add(Arrival arrival) {
    waiting.add(arrival);
    if (!asking) {
      asking = true;
      aside.execute(this::ask);
    }
  }

  /** One answer is mostly all that is missing: what needs another one comes back. */
  private void ask() {
    for (List<Arrival> some = next(); !some.isEmpty(); some = next()) {
      Delivery first = some.get(0).delivery();
      try {
        var unused = codec.decode(first.id().topic(), first.value());
      } catch (UndecodableRecordException e) {
        LOG.debug(
            "{} can't be decoded", first.id(), e); // as it will be said when it is tried again
      } catch (RuntimeException e) { // else what waits would wait for ever
        LOG.warn("{} releases wait for the schema registry: {}", some.size(), e.getMessage());
        some.forEach(each -> each.ifHeld(() -> unanswered.accept(each)));
        askLater();
        return;
      }
      some.forEach(each -> each.ifHeld(() -> answered.accept(each)));
    }
  }

  private void askLater() {
    if (!timers.isShutdown()) {
      var unused =
          timers.schedule(() -> aside.execute(this::ask), AGAIN_AFTER_MS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized List<Arrival> next() {
    List<Arrival> next = waiting;
    waiting = new ArrayList<>();
    asking = !next.isEmpty();
    return next;
  }
}
