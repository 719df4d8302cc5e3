package dev.sluice.worker.execution;

import dev.sluice.worker.gate.Gates;
import dev.sluice.worker.gate.TypeGate;
import dev.sluice.worker.gate.TypeLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All jobs that wait for a slot, in a lane for each type: the most urgent one begins first, but
 * none waits for one that its type does not let begin. Guarded by the slots' lock.
 */
final class WaitingLine {

  private final Gates gates;
  private final DoubleSupplier random;
  private final HandBacks handBacks;
  private final Map<String, Lane> lanes = new HashMap<>();
  private long number;

  WaitingLine(Gates gates, DoubleSupplier random, long now) {
    this.gates = gates;
    this.random = random;
    this.handBacks = new HandBacks(now);
  }

  /** Types are those that the worker has handlers for, so lanes are few. */
  void add(Slots.Job job, long now) {
    number++;
    lanes
        .computeIfAbsent(job.type(), type -> new Lane(gates.of(type), new Comeback(random)))
        .add(new Lane.Waiting(job, job.priority(), job.arrival(), number, now));
  }

  /** The most urgent one that may begin; null where none may. */
  Lane.@Nullable Admitted next() {
    if (lanes.size() == 1) {
      Lane only = lanes.values().iterator().next();
      return only.first() == null ? null : only.admit();
    }
    List<Lane> open = new ArrayList<>(lanes.size());
    for (Lane lane : lanes.values()) {
      if (lane.first() != null && lane.startable() > 0) {
        open.add(lane);
      }
    }
    open.sort(Comparator.comparing(Lane::first, Lane.ORDER));
    for (Lane lane : open) {
      Lane.Admitted admitted = lane.admit();
      if (admitted != null) {
        return admitted;
      }
    }
    return null;
  }

  /** Those that are to be handed back now. */
  List<Lane.Returned> turnAway(long now) {
    List<Lane.Returned> turned = new ArrayList<>();
    lanes.values().forEach(lane -> turned.addAll(lane.turnAway(handBacks, now)));
    return turned;
  }

  int startable() {
    int startable = 0;
    for (Lane lane : lanes.values()) {
      startable += lane.startable();
    }
    return startable;
  }

  /** Those that stand for a slot, and those that are too many to be held. */
  int competing() {
    int competing = 0;
    for (Lane lane : lanes.values()) {
      competing += lane.competing() + lane.surplus();
    }
    return competing;
  }

  int size() {
    return lanes.values().stream().mapToInt(Lane::size).sum();
  }

  /** The priority of the least urgent one; 0, that of the most urgent, where none waits. */
  int leastUrgent() {
    return lanes.values().stream().mapToInt(Lane::leastUrgent).max().orElse(0);
  }

  /** How many are more urgent than this. */
  int before(int priority) {
    return lanes.values().stream().mapToInt(lane -> lane.before(priority)).sum();
  }

  /** The slots that the types with something to do can make use of together. */
  long wanted(int initial) {
    long wanted = 0;
    int largest = lanes.isEmpty() ? initial : 0;
    for (Lane lane : lanes.values()) {
      wanted += lane.wanted();
      largest = Math.max(largest, lane.limit());
    }
    return wanted == 0 ? largest : wanted;
  }

  /** Nanoseconds until it is worth looking again; -1: something else will tell. */
  long lookIn(long most) {
    long in = -1;
    for (Lane lane : lanes.values()) {
      if (lane.gated()) {
        long opens = lane.opensIn();
        long look = opens == 0 ? most : Math.min(opens, most);
        in = in < 0 ? look : Math.min(in, look);
      } else if (lane.slotless() && in < 0) {
        in = Lane.OLD_NANOS;
      }
    }
    return in;
  }

  List<TypeLoad> loads() {
    List<TypeLoad> loads = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      TypeGate gate = lane.gate();
      if (gate != null) {
        loads.add(gate.load(lane.size()));
      }
    }
    return loads;
  }
}
