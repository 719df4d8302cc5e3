package dev.sluice.worker.release;

import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The deliveries that the worker holds, and when their locks were last set. One thread's. */
final class Holdings {

  private final Map<DeliveryId, Holding> held = new HashMap<>();
  private long bytes;

  /** Empty where the record is held already and came once more: then its lock is set anew. */
  Optional<Holding> add(Delivery delivery, long now) {
    Holding known = held.get(delivery.id());
    if (known != null) {
      known.locked(now);
      return Optional.empty();
    }
    var holding = new Holding(delivery.id(), delivery.bytes(), now);
    held.put(delivery.id(), holding);
    bytes += holding.bytes();
    return Optional.of(holding);
  }

  /** Whether it was held: not where the record has left, even if it has come again since. */
  boolean remove(Holding holding) {
    boolean removed = held.remove(holding.delivery(), holding);
    if (removed) {
      bytes -= holding.bytes();
    }
    return removed;
  }

  /** The transport holds the record no more. */
  void remove(DeliveryId id) {
    Holding gone = held.remove(id);
    if (gone != null) {
      bytes -= gone.bytes();
    }
  }

  /** Those whose lock was set so long ago; it counts as set now. */
  List<DeliveryId> renewOlderThan(long nanos, long now) {
    List<DeliveryId> due = new ArrayList<>();
    held.forEach((id, holding) -> {
      if (holding.lockedBefore(nanos, now)) {
        holding.locked(now);
        due.add(id);
      }
    });
    return due;
  }

  boolean contains(Holding holding) {
    return held.get(holding.delivery()) == holding;
  }

  /** What is held of these. */
  Set<Holding> of(Collection<DeliveryId> ids) {
    Set<Holding> found = new HashSet<>();
    for (DeliveryId each : ids) {
      Holding holding = held.get(each);
      if (holding != null) {
        found.add(holding);
      }
    }
    return found;
  }

  int size() {
    return held.size();
  }

  long bytes() {
    return bytes;
  }
}
