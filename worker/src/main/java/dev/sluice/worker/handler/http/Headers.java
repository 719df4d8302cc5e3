package dev.sluice.worker.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.builtin.Params;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The headers of a request.
 *
 * @param values by name, upper and lower case alike
 */
record Headers(Map<String, String> values) {

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]{0,8192}");

  /** What the client itself says, and what could make two requests of one. */
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** What may go to another host than the one that the task names. */
  private static final Set<String> HARMLESS =
      Set.of("accept", "accept-language", "content-type", "user-agent");

  static Headers of(Params params) throws NonRetryableException {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Optional<JsonNode> given = params.value("headers");
    if (given.isPresent()) {
      if (!given.get().isObject()) {
        throw params.wrong("headers", "an object of texts", given.get());
      }
      for (Map.Entry<String, JsonNode> each : given.get().properties()) {
        if (each.getValue().isContainerNode() || each.getValue().isNull()) {
          throw params.wrong("headers." + each.getKey(), "a text", each.getValue());
        }
        values.put(checked(each.getKey()), value(each.getKey(), each.getValue().asText()));
      }
    }
    return new Headers(Collections.unmodifiableMap(values));
  }

  private static String checked(String name) throws NonRetryableException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw new NonRetryableException(
          "Parameter headers of http has a name that is none: letters, digits and hyphens are");
    }
    if (OURS.contains(lower) || lower.startsWith("proxy-")) {
      throw new NonRetryableException(
          "Parameter headers of http may not set " + name + ": the worker does");
    }
    return name;
  }

  /** The value is not shown: it may be a secret. */
  private static String value(String name, String value) throws NonRetryableException {
    if (!VALUE.matcher(value).matches()) {
      throw new NonRetryableException(
          "Parameter headers."
              + name
              + " of http has line breaks, characters beyond Latin-1 or more than 8192 characters");
    }
    return value;
  }

  /** Those that may go to a host that the task does not name. */
  Headers harmless() {
    Map<String, String> kept = new TreeMap<>(values);
    kept.keySet().removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
    return new Headers(kept);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }
}
