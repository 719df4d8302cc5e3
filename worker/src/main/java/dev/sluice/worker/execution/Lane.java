package dev.sluice.worker.execution;

import dev.sluice.worker.gate.Pass;
import dev.sluice.worker.gate.TypeGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one type that wait, most urgent first, behind the type's gate if it has one. Guarded
 * by the slots' lock.
 */
final class Lane {

  /** A task that waits for longer than this holds up its release partition in vain. */
  static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(5);

  static final Comparator<Waiting> ORDER =
      Comparator.comparingInt(Waiting::priority)
          .thenComparingLong(Waiting::arrival)
          .thenComparingLong(Waiting::number);

  private final @Nullable TypeGate gate;
  private final Comeback comeback;
  private final TreeSet<Waiting> waiting = new TreeSet<>(ORDER);
  private int inside;

  /** A job in line; its order is that of when it came. */
  record Waiting(Slots.Job job, int priority, long arrival, long number, long since) {}

  /** A job that begins, with its pass if its type has a gate. */
  record Admitted(Slots.Job job, Lane lane, @Nullable Pass pass) {}

  Lane(@Nullable TypeGate gate, Comeback comeback) {
    this.gate = gate;
    this.comeback = comeback;
  }

  void add(Waiting job) {
    waiting.add(job);
  }

  /** The most urgent; null where none waits. */
  @Nullable Waiting first() {
    while (!waiting.isEmpty() && waiting.first().job().obsolete()) {
      waiting.pollFirst();
    }
    return waiting.isEmpty() ? null : waiting.first();
  }

  /** Lets the first one begin; null where the gate does not. */
  @Nullable Admitted admit() {
    Pass pass = gate == null ? null : gate.enter();
    Waiting first = gate != null && pass == null ? null : waiting.pollFirst();
    if (first == null) {
      return null;
    }
    inside++;
    return new Admitted(first.job(), this, pass);
  }

  void left() {
    inside--;
  }

  int size() {
    return waiting.size();
  }

  /** The priority of the last one; 0 where none waits. */
  int leastUrgent() {
    return waiting.isEmpty() ? 0 : waiting.last().priority();
  }

  /** How many are more urgent than this. */
  int before(int priority) {
    return (int) waiting.stream().takeWhile(each -> each.priority() < priority).count();
  }

  boolean gated() {
    return gate != null && !waiting.isEmpty();
  }

  /** Whether some wait for a slot alone. */
  boolean slotless() {
    return gate == null && !waiting.isEmpty();
  }

  /** How many could begin now if there were slots, at most. */
  int startable() {
    return gate == null ? waiting.size() : Math.min(waiting.size(), gate.room());
  }

  /** How many stand for a slot; the others wait for their type alone, whatever slots are free. */
  int competing() {
    return gate == null || !gate.turnsAway() ? waiting.size() : startable();
  }

  /** How many are to be handed back, sooner or later. */
  int surplus() {
    return gate == null || !gate.turnsAway()
        ? 0
        : Math.max(0, waiting.size() - startable() - gate.held());
  }

  /** How many slots the type can make use of; 0 where it has nothing to do. */
  int wanted() {
    if (gate == null || (waiting.isEmpty() && inside == 0)) {
      return 0;
    }
    return gate.limit();
  }

  /** As {@link #wanted}, had it something to do. */
  int limit() {
    return gate == null ? 0 : gate.limit();
  }

  /** Nanoseconds until the gate may let one begin by itself; 0: it does when one has ended. */
  long opensIn() {
    return gate == null ? 0 : gate.opensIn();
  }

  /** Takes out what is to be handed back now: what is too much, least urgent first, and too old. */
  List<Returned> turnAway(HandBacks allowed, long now) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    if (gate == null) {
      return turnAwayOld(allowed, now, Duration.ZERO);
    }
    if (!gate.turnsAway()) {
      return List.of();
    }
    List<Returned> turned = new ArrayList<>();
    waiting.removeIf(each -> each.job().obsolete());
    while (surplus() > 0 && allowed.one(now)) {
      turned.add(returned(waiting.pollLast(), gate, now));
    }
    if (gate.room() == 0) {
      turned.addAll(turnAwayOld(allowed, now, null));
    }
    return turned;
  }

  /**
   * Those that came when nobody knew yet that the slots would be taken for so long.
   *
   * @param in when they are to come again; null: when the gate lets them in
   */
  private List<Returned> turnAwayOld(HandBacks allowed, long now, @Nullable Duration in) {
    List<Returned> turned = new ArrayList<>();
    for (Waiting each : List.copyOf(waiting)) {
      if (each.job().obsolete()) {
        waiting.remove(each);
      } else if (now - each.since() >= OLD_NANOS && allowed.one(now)) {
        waiting.remove(each);
        turned.add(
            gate == null || in != null
                ? new Returned(each.job(), in == null ? Duration.ZERO : in)
                : returned(each, gate, now));
      }
    }
    return turned;
  }

  private Returned returned(Waiting last, TypeGate of, long now) {
    return new Returned(last.job(), comeback.next(now, of.opensIn(), of.interval()));
  }

  /** A job that is to come again after this time. */
  record Returned(Slots.Job job, Duration in) {

    void handBack() {
      job.handBack(in);
    }
  }

  @Nullable TypeGate gate() {
    return gate;
  }
}
