package dev.sluice.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * Whether faults are to last as long as their catalogue says, with {@code -Dsluice.slow=true}, or
 * so long that they just matter.
 */
final class Slow {

  private Slow() {}

  static boolean asked() {
    return Boolean.getBoolean("sluice.slow");
  }

  /** Lets a fault last. */
  static void waitFor(Duration shortened, Duration full) {
    Duration time = asked() ? full : shortened;
    await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
  }
}
