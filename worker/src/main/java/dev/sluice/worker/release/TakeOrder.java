package dev.sluice.worker.release;

import dev.sluice.records.Priority;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to ask the release topics for, and in which order. While nothing is known to wait one
 * question goes out for all priorities. When much of what was asked for came, more waits: from then
 * on each priority is asked by itself, the most urgent one first, down to where something waits,
 * before anything less urgent is taken. What is less urgent still gets the share of starts that its
 * floor says, if something is there. No clock, no transport: told what time it is and what came.
 * One thread's.
 */
final class TakeOrder {

  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();
  private static final long OWED_AGAIN_NANOS = Duration.ofMillis(50).toNanos();
  private static final double MOST_OWED = 32;
  private static final Set<Priority> ALL = EnumSet.allOf(Priority.class);

  private final Map<Priority, Double> floor;
  private final Map<Priority, Double> owed = new EnumMap<>(Priority.class);
  private final Map<Priority, Long> empty = new EnumMap<>(Priority.class);
  private final Map<Priority, Integer> open = new EnumMap<>(Priority.class);
  private final Set<Priority> more = EnumSet.noneOf(Priority.class);
  private @Nullable Priority backlog;
  private long backlogAskedAt;

  /**
   * A question.
   *
   * @param of these priorities
   * @param most so many deliveries
   * @param patience how long to wait for something to come
   * @param forFloor what comes is due although something more urgent may wait
   */
  record Ask(Set<Priority> of, int most, Patience patience, boolean forFloor) {}

  /** How long a question waits for something to come. */
  enum Patience {
    /** not even for its answer: what comes upon it is handed out later */
    NOT,
    /** for the answer what is there now */
    ANSWER,
    /** a moment: nobody else is asked meanwhile */
    MOMENT,
    /** for as long as it takes: all are asked */
    LONG
  }

  TakeOrder(PriorityFloor floor) {
    this.floor = new EnumMap<>(Priority.class);
    for (Priority each : Priority.values()) {
      this.floor.put(each, floor.percent(each) / 100.0);
      owed.put(each, 0.0);
    }
  }

  /**
   * What to ask now; nothing where there is no room.
   *
   * @param room for so many deliveries
   * @param brief tasks are so short that a slot is soon free for what comes beyond the room: then
   *     what is more urgent is asked for while what is less urgent comes
   * @param now by a monotonic clock, in nanoseconds
   */
  Optional<Ask> next(int room, boolean brief, long now) {
    if (room <= 0) {
      return Optional.empty();
    }
    Priority waiting = backlog;
    if (waiting == null) {
      return Optional.of(new Ask(ALL, room, Patience.LONG, false));
    }
    Patience aside = brief ? Patience.NOT : Patience.ANSWER;
    for (Priority each : Priority.values()) {
      if (owed.get(each) >= 1 && due(each, OWED_AGAIN_NANOS, now)) {
        int most = Math.min(room, owed.get(each).intValue());
        return Optional.of(new Ask(EnumSet.of(each), most, aside, true));
      }
    }
    for (Priority each : Priority.values()) {
      if (each.compareTo(waiting) < 0 && more.contains(each)) {
        return Optional.of(new Ask(EnumSet.of(each), room, Patience.ANSWER, false));
      }
      if (each.compareTo(waiting) < 0 && itsTurn(each, now)) {
        return Optional.of(new Ask(EnumSet.of(each), room, aside, false));
      }
    }
    return Optional.of(new Ask(EnumSet.of(waiting), room, Patience.MOMENT, false));
  }

  /**
   * Whether to look at something more urgent before what waits is asked. Once between two questions
   * for that: where an answer takes longer than the time to the next look, what waits would never
   * be asked.
   */
  private boolean itsTurn(Priority priority, long now) {
    Long looked = empty.get(priority);
    return looked == null || (looked - backlogAskedAt < 0 && now - looked >= LOOK_AGAIN_NANOS);
  }

  /** Whether it is long enough ago that nothing was found of a priority. */
  private boolean due(Priority priority, long after, long now) {
    Long looked = empty.get(priority);
    return looked == null || now - looked >= after;
  }

  /**
   * What came upon a question, or while it was open.
   *
   * @param came deliveries by priority
   * @param now as in {@link #next}
   */
  void took(Ask ask, Map<Priority, Integer> came, long now) {
    if (ask.patience() == Patience.LONG) {
      more.clear();
      int sum = came.values().stream().mapToInt(Integer::intValue).sum();
      // Half of it may have been the marks of transactions, which are nothing to run.
      backlog = 2 * sum >= ask.most() ? leastUrgent(came) : null;
      return;
    }
    Priority asked = ask.of().iterator().next();
    int count = came.getOrDefault(asked, 0);
    boolean full = count >= ask.most();
    open.put(asked, ask.most());
    found(asked, full, now);
    if (asked == backlog || more.contains(asked)) {
      backlogAskedAt = now;
    }
    if (ask.forFloor()) {
      owed.computeIfPresent(asked, (each, share) -> Math.max(0, share - count));
    } else {
      owe(asked, count);
      if (asked == backlog && came.isEmpty()) {
        backlog = null;
      } else if (asked != backlog && (count > 0 || ask.patience() == Patience.ANSWER)) {
        cameFrom(asked, full);
      }
    }
  }

  /** Where as much came as was asked for there may be more, which goes before what waits. */
  private void cameFrom(Priority priority, boolean full) {
    if (full) {
      more.add(priority);
    } else {
      more.remove(priority);
    }
  }

  /**
   * What came upon earlier questions that did not wait for their answers.
   *
   * @param came deliveries by priority
   * @return those of them that were asked for as their floor
   */
  Set<Priority> late(Map<Priority, Integer> came) {
    Set<Priority> forFloor = EnumSet.noneOf(Priority.class);
    came.forEach((each, count) -> {
      if (backlog != null && each.compareTo(backlog) > 0) {
        forFloor.add(each);
      } else {
        owe(each, count);
        if (backlog != null && each != backlog) {
          cameFrom(each, count >= open.getOrDefault(each, Integer.MAX_VALUE));
        }
      }
    });
    return forFloor;
  }

  private void found(Priority asked, boolean full, long now) {
    if (full) {
      empty.remove(asked);
    } else {
      empty.put(asked, now);
      owed.put(asked, 0.0); // nobody waits there for a share
    }
  }

  /** So many were started, and what is less urgent has its share of them to come. */
  private void owe(Priority started, int count) {
    owed.put(started, 0.0);
    for (Priority each : Priority.values()) {
      if (each.compareTo(started) > 0) {
        owed.merge(
            each, count * floor.get(each), (before, more) -> Math.min(MOST_OWED, before + more));
      }
    }
  }

  private static Priority leastUrgent(Map<Priority, Integer> came) {
    return came.keySet().stream().max(Priority::compareTo).orElse(Priority.BACKGROUND);
  }
}
