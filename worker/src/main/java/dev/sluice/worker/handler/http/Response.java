package dev.sluice.worker.handler.http;

import java.util.Map;
import java.util.Optional;

/**
 * What a server answered, as far as it was read.
 *
 * @param reason the words beside the status
 * @param headers the first of each name, upper and lower case alike
 * @param body at most one byte more than was to be kept
 */
record Response(int status, String reason, Map<String, String> headers, byte[] body) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Of those that a client may follow. */
  boolean redirect() {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> headers.containsKey("location");
      default -> false;
    };
  }

  /** Whether the same request may succeed later. */
  boolean passing() {
    return status >= 500 || status == 408 || status == 425 || status == 429;
  }
}
