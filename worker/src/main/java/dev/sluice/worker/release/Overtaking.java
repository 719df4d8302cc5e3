package dev.sluice.worker.release;

import dev.sluice.records.Priority;
import dev.sluice.worker.execution.Passing;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is asked for while there is no room: priorities more urgent than a job that waits for a
 * slot, because they begin before it. Normally such a job waits so short that there is soon room
 * again; it waits for long when tasks take much longer than those before them. No clock, no
 * transport. One thread's.
 */
final class Overtaking {

  private static final long AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private long askedAt;

  Overtaking(long now) {
    this.askedAt = now;
  }

  /** The release topics were asked for something, and for what is most urgent before that. */
  void asked(long now) {
    askedAt = now;
  }

  /** Whether it is long enough ago that they were. */
  boolean due(long now) {
    return now - askedAt >= AFTER_NANOS;
  }

  /** What to ask now. */
  Optional<TakeOrder.Ask> next(Passing passing) {
    if (passing.before() <= 0 || passing.most() <= 0) {
      return Optional.empty();
    }
    Set<Priority> urgent = EnumSet.noneOf(Priority.class);
    for (Priority each : Priority.values()) {
      if (each.ordinal() < passing.before()) {
        urgent.add(each);
      }
    }
    return Optional.of(new TakeOrder.Ask(urgent, passing.most(), TakeOrder.Patience.ANSWER, false));
  }
}
