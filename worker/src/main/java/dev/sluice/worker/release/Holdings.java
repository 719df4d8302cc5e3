package dev.sluice.worker.release;

import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The deliveries that the worker holds, and when their locks were last set. One thread's. */
final class Holdings {

  private final Map<DeliveryId, Holding> held = new HashMap<>();
  private long bytes;

  private static final class Holding {
    private final int bytes;
    private long lockedAt;

    private Holding(int bytes, long lockedAt) {
      this.bytes = bytes;
      this.lockedAt = lockedAt;
    }
  }

  /** Whether the delivery is new: false where the record is held already and came once more. */
  boolean add(Delivery delivery, long now) {
    Holding known = held.get(delivery.id());
    if (known != null) {
      known.lockedAt = now;
      return false;
    }
    held.put(delivery.id(), new Holding(delivery.bytes(), now));
    bytes += delivery.bytes();
    return true;
  }

  /** Whether it was held. */
  boolean remove(DeliveryId id) {
    Holding gone = held.remove(id);
    if (gone != null) {
      bytes -= gone.bytes;
    }
    return gone != null;
  }

  /** Those whose lock was set so long ago; it counts as set now. */
  List<DeliveryId> renewOlderThan(long nanos, long now) {
    List<DeliveryId> due = new ArrayList<>();
    held.forEach((id, holding) -> {
      if (now - holding.lockedAt >= nanos) {
        holding.lockedAt = now;
        due.add(id);
      }
    });
    return due;
  }

  boolean contains(DeliveryId id) {
    return held.containsKey(id);
  }

  int size() {
    return held.size();
  }

  long bytes() {
    return bytes;
  }
}
