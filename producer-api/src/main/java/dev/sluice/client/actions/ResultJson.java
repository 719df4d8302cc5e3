package dev.sluice.client.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A task's result as JSON, with the words of a results file. The output is JSON where it says so
 * and is, else text, else {@code base64:} and its bytes; one that is cut is text.
 */
final class ResultJson {

  private ResultJson() {}

  /** The whole result. */
  static ObjectNode of(TaskResult result) {
    return of(result, Integer.MAX_VALUE);
  }

  /** Like the other one, with outputs and messages of at most so many characters. */
  static ObjectNode of(TaskResult result, int outputChars) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("taskId", result.taskId())
            .put("status", result.status().name())
            .put("reason", result.reason());
    output(json, result.output(), outputChars);
    error(json, result.error(), outputChars);
    return json.put("attempts", result.attempts())
        .put("round", result.round())
        .put("queuedAt", result.queuedAt())
        .put("releasedAt", result.releasedAt())
        .put("startedAt", result.startedAt())
        .put("finishedAt", result.finishedAt())
        .put("worker", result.worker())
        .put("type", result.type())
        .put("group", result.group())
        .put("priority", Words.lower(result.priority()))
        .put("cachedFrom", result.cachedFrom());
  }

  private static void output(ObjectNode json, @Nullable Content output, int longest) {
    if (output == null || output.size() == 0) {
      json.putNull("output");
      return;
    }
    String text = text(output);
    CutText cut = CutText.of(text, longest);
    if (cut.cut()) {
      json.put("output", cut.text()).put("outputCut", true);
      return;
    }
    JsonNode node = output.type().startsWith(Content.JSON) ? parsed(text) : null;
    if (node == null) {
      json.put("output", text);
    } else {
      json.set("output", node);
    }
  }

  private static String text(Content output) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(output.bytes())).toString();
    } catch (CharacterCodingException e) {
      return "base64:" + Base64.getEncoder().encodeToString(output.bytes());
    }
  }

  private static @Nullable JsonNode parsed(String text) {
    try {
      JsonNode node = ActionJson.MAPPER.readTree(text);
      return node.isMissingNode() ? null : node;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static void error(ObjectNode json, @Nullable TaskError error, int longest) {
    if (error == null) {
      json.putNull("error");
      return;
    }
    String message = error.message();
    json.putObject("error")
        .put("type", error.type())
        .put("message", message == null ? null : CutText.of(message, longest).text())
        .put("retryable", error.retryable());
  }
}
