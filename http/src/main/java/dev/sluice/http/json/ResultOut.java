package dev.sluice.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.task.Content;
import dev.sluice.records.ErrorInfo;
import dev.sluice.records.Result;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A result as JSON, with the members of a results file. */
public final class ResultOut {

  private ResultOut() {}

  /** The result; its output is JSON where it says so and is, else text, else base64. */
  public static Body of(Result result) {
    return new Body()
        .with("taskId", result.getTaskId())
        .with("status", result.getStatus().name())
        .with("reason", result.getReason())
        .with("output", output(result.getOutput(), result.getOutputContentType()))
        .with("error", error(result.getError()))
        .with("attempts", result.getAttempts())
        .with("queuedAt", result.getQueuedAt())
        .with("releasedAt", result.getReleasedAt())
        .with("startedAt", result.getStartedAt())
        .with("finishedAt", result.getFinishedAt())
        .with("worker", result.getWorker())
        .with("type", result.getType())
        .with("group", result.getGroup())
        .with("priority", result.getPriority().name().toLowerCase(Locale.ROOT))
        .with("cachedFrom", result.getCachedFrom())
        .with("round", result.getRound())
        .with("name", result.getName());
  }

  private static @Nullable Body error(@Nullable ErrorInfo error) {
    return error == null
        ? null
        : new Body()
            .with("type", error.getType())
            .with("message", error.getMessage())
            .with("retryable", error.getRetryable());
  }

  private static @Nullable Object output(@Nullable ByteBuffer output, String type) {
    if (output == null || !output.hasRemaining()) {
      return null;
    }
    byte[] bytes = new byte[output.remaining()];
    output.duplicate().get(bytes);
    if (type.startsWith(Content.JSON)) {
      JsonNode node = Json.valueOf(bytes);
      if (!node.isMissingNode()) {
        return node;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "base64:" + Base64.getEncoder().encodeToString(bytes);
    }
  }
}
