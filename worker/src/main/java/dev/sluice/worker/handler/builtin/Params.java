package dev.sluice.worker.handler.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.config.ConfigType;
import dev.sluice.worker.handler.NonRetryableException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Checked reads of a handler's JSON parameters. A wrong one fails the task at once: it would be
 * wrong in the next attempt too.
 */
public final class Params {

  private static final ConfigType<Duration> DURATION = ConfigType.duration();

  private final String type;
  private final JsonNode node;

  /**
   * @param known names that are allowed
   */
  public Params(String type, JsonNode node, Set<String> known) throws NonRetryableException {
    this.type = type;
    this.node = node;
    if (!node.isObject()) {
      throw new NonRetryableException("The parameters of " + type + " must be a JSON object");
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new NonRetryableException(
            "Unknown parameter "
                + name
                + " of "
                + type
                + ", known are "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  public Optional<JsonNode> value(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  public Optional<String> text(String name) throws NonRetryableException {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && value.get().isContainerNode()) {
      throw wrong(name, "a text", value.get());
    }
    return value.map(JsonNode::asText);
  }

  public int count(String name) throws NonRetryableException {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return 0;
    }
    if (!value.get().canConvertToInt()
        || !value.get().isIntegralNumber()
        || value.get().asInt() < 0) {
      throw wrong(name, "a whole number of 0 or more", value.get());
    }
    return value.get().asInt();
  }

  public boolean flag(String name) throws NonRetryableException {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw wrong(name, "true or false", value.get());
    }
    return value.map(JsonNode::asBoolean).orElse(false);
  }

  /** {@code 300ms 30s 5m 2h}, or 0 without a unit. */
  public Duration duration(String name) throws NonRetryableException {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      return DURATION.parse(value.get().asText());
    } catch (IllegalArgumentException e) {
      throw (NonRetryableException)
          wrong(name, "a duration such as 300ms, 30s, 5m, 2h", value.get()).initCause(e);
    }
  }

  public NonRetryableException wrong(String name, String expected, JsonNode value) {
    String shown = value.toString();
    return new NonRetryableException(
        "Parameter "
            + name
            + " of "
            + type
            + " must be "
            + expected
            + ", was "
            + (shown.length() > 100 ? shown.substring(0, 100) + "…" : shown));
  }
}
