package dev.sluice.worker.handler.stdio;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.task.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a line of a program means. */
sealed interface Reply {

  /** How far it is; more comes. */
  record Progress(double percent, @Nullable String note) implements Reply {}

  /** What the next attempt is to know; more comes. */
  record Details(JsonNode json) implements Reply {}

  /** The task is done. */
  record Output(Content content) implements Reply {}

  /** The task failed. */
  record Failed(String type, String message, boolean retryable) implements Reply {}

  /** Nothing that the protocol knows. */
  record Garbage(String why) implements Reply {}

  static Reply of(byte[] line, String id) {
    JsonNode json;
    try {
      json = Lines.JSON.readTree(line);
    } catch (IOException e) {
      return new Garbage("no JSON");
    }
    if (!json.isObject()) {
      return new Garbage("no JSON object");
    }
    if (json.has("id") && !json.get("id").asText().equals(id)) {
      return new Garbage("the answer to another task");
    }
    if (json.has("error")) {
      return Lines.failed(json.get("error"));
    }
    if (json.has("output") || json.has("outputBase64")) {
      return Lines.output(json);
    }
    if (json.has("details")) {
      return new Details(json.get("details"));
    }
    return json.has("progress") || json.has("note")
        ? new Progress(json.path("progress").asDouble(Double.NaN), json.path("note").asText(null))
        : new Garbage("no output, error, progress or details");
  }

  /** The parts of {@link Reply#of}. */
  final class Lines {

    /** Of two keys nobody could say which one the program meant, and digits stay as they are. */
    private static final JsonMapper JSON =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String TEXT = "text/plain; charset=utf-8";

    private Lines() {}

    private static Reply failed(JsonNode error) {
      return new Failed(
          error.path("type").asText("Error"),
          error.isTextual() ? error.asText() : error.path("message").asText(""),
          error.path("retryable").asBoolean(true));
    }

    private static Reply output(JsonNode json) {
      Optional<String> type = Optional.ofNullable(json.path("contentType").asText(null));
      try {
        if (json.has("outputBase64")) {
          byte[] bytes = json.get("outputBase64").binaryValue();
          return bytes == null
              ? new Garbage("outputBase64 is no text")
              : new Output(new Content(bytes, type.orElse(Content.BYTES)));
        }
      } catch (IOException e) {
        return new Garbage("outputBase64 is no Base64");
      }
      JsonNode output = json.get("output");
      if (output.isNull()) {
        return new Output(Content.EMPTY);
      }
      return output.isTextual()
          ? content(output.asText(), type.orElse(TEXT))
          : content(output.toString(), type.orElse(Content.JSON));
    }

    private static Reply content(String text, String type) {
      return new Output(new Content(text.getBytes(StandardCharsets.UTF_8), type));
    }
  }
}
