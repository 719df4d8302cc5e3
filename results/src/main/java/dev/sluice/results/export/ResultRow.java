package dev.sluice.results.export;

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

  /** The field that holds what went wrong. */
  public static final String ERROR = "error";

  private static final JsonFactory JSON = new JsonFactory();

  private ResultRow() {}

  /**
   * The result in the order of the contract. The output is JSON where it says so and is, else text,
   * else {@code base64:} and its bytes; the error is a row of its own.
   */
  public static Row of(TaskResult result) {
    return row(result, error(result.error()));
  }

  /** Like {@link #of}, and also with the error in one text, for formats without rows in rows. */
  public static Row flat(TaskResult result) {
    return row(result, text(result.error()));
  }

  private static Row row(TaskResult result, @Nullable Object error) {
    return new Row()
        .with("taskId", result.taskId())
        .with("status", result.status().name())
        .with("reason", result.reason())
        .with("output", output(result.output()))
        .with(ERROR, error)
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

  private static @Nullable Row error(@Nullable TaskError error) {
    return error == null
        ? null
        : new Row()
            .with("type", error.type())
            .with("message", error.message())
            .with("retryable", error.retryable());
  }

  private static @Nullable String text(@Nullable TaskError error) {
    if (error == null) {
      return null;
    }
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
