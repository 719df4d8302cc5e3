package dev.sluice.client.actions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/**
 * How the arguments of actions are to be read where they come from outside: no key twice, nothing
 * after the end, bounded depth, names, numbers and texts.
 */
public final class ActionJson {

  /** The deepest nesting, with what stands around the arguments. */
  public static final int MAX_DEPTH = 120;

  static final JsonMapper MAPPER = mapper();

  private static final ObjectWriter SORTED =
      MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

  private ActionJson() {}

  /** The fingerprint of arguments, whatever the order of their keys. */
  static String fingerprint(JsonNode arguments) {
    try {
      return Fingerprint.of(SORTED.writeValueAsBytes(arguments));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new mapper with these rules, which no other part configures. */
  public static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(4_000_000)
                    .maxNameLength(1000)
                    .maxNumberLength(400)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        // A number goes out as it came in.
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }
}
