package dev.sluice.worker.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.builtin.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which status codes are a success.
 *
 * @param patterns such as {@code 200} and {@code 2xx}
 */
record ExpectedStatus(List<String> patterns) {

  static ExpectedStatus of(Params params) throws NonRetryableException {
    Optional<JsonNode> value = params.value("expectStatus");
    if (value.isEmpty()) {
      return new ExpectedStatus(List.of("2xx"));
    }
    List<String> patterns = new ArrayList<>();
    for (JsonNode each : value.get().isArray() ? value.get() : List.of(value.get())) {
      String text = each.asText();
      if (!text.matches("[1-5](?:[0-9]{2}|xx)")) {
        throw params.wrong("expectStatus", "200, 2xx or a list of such", value.get());
      }
      patterns.add(text);
    }
    if (patterns.isEmpty()) {
      throw params.wrong("expectStatus", "200, 2xx or a list of such", value.get());
    }
    return new ExpectedStatus(List.copyOf(patterns));
  }

  boolean contains(int status) {
    String text = Integer.toString(status);
    return patterns.contains(text) || patterns.contains(text.charAt(0) + "xx");
  }
}
