package dev.sluice.observability;

import java.io.IOException;
import java.util.function.Supplier;

/** What is answered at one path. Asked by several threads. */
@FunctionalInterface
public interface HealthPage {

  /** The answer now. */
  Answer answer() throws IOException;

  /**
   * An answer.
   *
   * @param status of HTTP
   */
  record Answer(int status, String contentType, byte[] body) {}

  /** A health as JSON: 200 where all is well, else 503. */
  static HealthPage of(Supplier<Health> health) {
    return () -> {
      Health now = health.get();
      return new Answer(now.ok() ? 200 : 503, "application/json", HealthJson.of(now));
    };
  }
}
