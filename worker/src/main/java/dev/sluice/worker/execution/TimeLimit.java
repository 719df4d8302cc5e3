package dev.sluice.worker.execution;

import dev.sluice.records.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * When an attempt is stopped: at the task's own timeout or at the batch's deadline, whichever comes
 * first.
 *
 * @param nanos after so long; zero or less: it must not start; {@link Long#MAX_VALUE}: never
 * @param cause what the limit is
 */
record TimeLimit(long nanos, StopCause cause) {

  static TimeLimit of(Release release, long nowMicros) {
    long timeout =
        release.getTimeoutMs() <= 0
            ? Long.MAX_VALUE
            : TimeUnit.MILLISECONDS.toNanos(release.getTimeoutMs());
    long untilDeadline =
        release.getDeadline() <= 0
            ? Long.MAX_VALUE
            : TimeUnit.MICROSECONDS.toNanos(release.getDeadline() - nowMicros);
    return untilDeadline < timeout
        ? new TimeLimit(untilDeadline, StopCause.DEADLINE)
        : new TimeLimit(timeout, StopCause.TIMEOUT);
  }

  boolean limited() {
    return nanos != Long.MAX_VALUE;
  }

  boolean passed() {
    return nanos <= 0;
  }

  Instant at(long nowMicros) {
    return Instant.EPOCH
        .plus(nowMicros, ChronoUnit.MICROS)
        .plus(Duration.ofNanos(Math.max(0, nanos)));
  }

  String message() {
    return switch (cause) {
      case TIMEOUT -> "The attempt ran longer than " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
      case DEADLINE -> "The batch's deadline passed";
      case CANCEL, DRAIN, LOST -> cause.name();
    };
  }
}
