package dev.sluice.faults.net;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * What a network does to those who use it.
 *
 * @param frozen nothing passes, and nobody is told: as a firewall that forgot a connection
 * @param delay how much later each message arrives
 * @param bytesPerSecond most that passes each way on one connection; 0 = no limit
 * @param swallowed the answers to these requests do not arrive and their connection breaks,
 *     although the broker did what was asked
 */
public record Weather(boolean frozen, Duration delay, int bytesPerSecond, Set<ApiKeys> swallowed) {

  /** Nothing is wrong. */
  public static final Weather FAIR = new Weather(false, Duration.ZERO, 0, Set.of());

  /** Nothing gets through. */
  public static final Weather FROZEN = new Weather(true, Duration.ZERO, 0, Set.of());

  public Weather {
    swallowed = Set.copyOf(swallowed);
  }

  /** Everything comes late, and little at a time. */
  public static Weather slow(Duration delay, int bytesPerSecond) {
    return new Weather(false, delay, bytesPerSecond, Set.of());
  }

  /** These requests are obeyed, and nobody hears of it. */
  public static Weather swallowing(ApiKeys... requests) {
    return new Weather(false, Duration.ZERO, 0, Set.of(requests));
  }

  /** How long so many bytes keep a connection busy. */
  Duration transfer(int bytes) {
    return bytesPerSecond == 0
        ? Duration.ZERO
        : Duration.ofNanos(bytes * 1_000_000_000L / bytesPerSecond);
  }
}
