package dev.sluice.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A task's result as a row: the fields of a results file. */
public final class ResultRow {

  private static final JsonFactory JSON = new JsonFactory();

  private ResultRow() {}

  /**
   * The result in the order of the contract. The output is JSON where it says so and is, else text,
   * else {@code base64:} and its bytes.
   *
   * @param format says how the error is written: an object where the format has objects, {@code
   *     type: message} in CSV, and for people what they need of it
   */
  public static Row of(TaskResult result, OutputFormat format) {
    return new Row()
        .with("taskId", result.taskId())
        .with("status", result.status().name())
        .with("reason", result.reason())
        .with("output", output(result.output()))
        .with("error", error(result.error(), format))
        .with("attempts", result.attempts())
        .with("queuedAt", result.queuedAt())
        .with("releasedAt", result.releasedAt())
        .with("startedAt", result.startedAt())
        .with("finishedAt", result.finishedAt())
        .with("worker", result.worker())
        .with("type", result.type())
        .with("group", result.group())
        .with("priority", result.priority().name().toLowerCase(Locale.ROOT))
        .with("cachedFrom", result.cachedFrom());
  }

  private static @Nullable Object error(@Nullable TaskError error, OutputFormat format) {
    if (error == null) {
      return null;
    }
    return switch (format) {
      case TABLE -> ErrorText.alone(error.type(), error.message());
      case CSV -> text(error);
      case JSON, JSONL, YAML ->
          new Row()
              .with("type", error.type())
              .with("message", error.message())
              .with("retryable", error.retryable());
    };
  }

  private static String text(TaskError error) {
    return error.message() == null ? error.type() : error.type() + ": " + error.message();
  }

  private static @Nullable Object output(@Nullable Content output) {
    if (output == null || output.size() == 0) {
      return null;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(output.bytes())).toString();
    } catch (CharacterCodingException e) {
      return "base64:" + Base64.getEncoder().encodeToString(output.bytes());
    }
    return output.type().startsWith(Content.JSON) && isJson(text)
        ? new Row.Json(text.strip().replace("\n", " ").replace("\r", " "))
        : text;
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
