package dev.sluice.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads and writes JSON, strictly: no name twice, nothing behind the end, no deep nesting. */
public final class Json {

  private static final int DEEPEST = 60;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** The bytes of a value made of maps, lists, texts and numbers. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Like {@link #bytes}, as text. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The object in the body of a request; no bytes at all are an object without members. */
  public static ObjectNode object(byte[] body) {
    return object(body, MAPPER);
  }

  /** Like {@link #object(byte[])}, and also by the rules of another mapper. */
  public static ObjectNode object(byte[] body, ObjectMapper mapper) {
    if (body.length == 0) {
      return mapper.createObjectNode();
    }
    try {
      JsonNode node = mapper.readTree(body);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw Problem.of(ProblemCode.INVALID_JSON, "the body has to be a JSON object").exception();
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw Problem.of(ProblemCode.INVALID_JSON, e.getOriginalMessage() + where).exception();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a text is as JSON; a missing node if it is none. */
  static JsonNode valueOf(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      return MAPPER.missingNode();
    }
  }
}
