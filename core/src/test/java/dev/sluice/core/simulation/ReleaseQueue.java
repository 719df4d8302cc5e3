package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The releases of one pool and the share group that its workers take them from. */
final class ReleaseQueue {

  /** A share group keeps no order: one of the first few is next. */
  private static final int SHUFFLED = 4;

  private final Chance chance;
  private final Runnable available;
  private final List<Delivery> waiting = new ArrayList<>();

  /**
   * @param available told when there may be something to take
   */
  ReleaseQueue(Chance chance, Runnable available) {
    this.chance = chance;
    this.available = available;
  }

  void add(Effect.ReleaseTask release) {
    waiting.add(new Delivery(release));
    available.run();
  }

  @Nullable Delivery take() {
    if (waiting.isEmpty()) {
      return null;
    }
    Delivery delivery = waiting.remove(chance.below(Math.min(SHUFFLED, waiting.size())));
    delivery.count++;
    delivery.lock++;
    return delivery;
  }

  /** Done, unless the lock was lost before. */
  void accept(Delivery delivery, int lock) {
    if (delivery.lock == lock) {
      delivery.accepted = true;
    }
  }

  /** The lock is lost; the next worker may take it. */
  void expire(Delivery delivery, int lock) {
    if (delivery.lock == lock && !delivery.accepted) {
      delivery.lock++;
      waiting.add(delivery);
      available.run();
    }
  }
}
