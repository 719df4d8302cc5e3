package dev.sluice.results.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads back one object of {@link ResultRow}. Names that it does not know are skipped. */
final class ResultReader {

  private final JsonParser parser;
  private @Nullable String taskId;
  private @Nullable TaskStatus status;
  private @Nullable String reason;
  private @Nullable TaskError error;
  private int attempts;
  private long queuedAt;
  private long releasedAt;
  private long startedAt;
  private long finishedAt;
  private @Nullable String worker;
  private @Nullable String group;
  private @Nullable String cachedFrom;
  private String type = "";
  private Priority priority = Priority.NORMAL;

  /**
   * @param parser stands at the beginning of the object
   */
  ResultReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads to the end of the object.
   *
   * @throws IllegalArgumentException if it is no result
   */
  TaskResult read() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      field(name);
    }
    if (taskId == null || status == null) {
      throw new IllegalArgumentException("it has no taskId or no status");
    }
    return new TaskResult(
        "",
        taskId,
        1,
        null,
        status,
        reason,
        null,
        error,
        attempts,
        Math.max(0, attempts - 1),
        queuedAt,
        releasedAt,
        startedAt,
        finishedAt,
        startedAt > 0 ? Math.max(0, finishedAt - startedAt) : 0,
        worker,
        type,
        group,
        priority,
        cachedFrom,
        TaskChain.NONE);
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "taskId" -> taskId = text(name);
      case "status" -> status = ended(text(name));
      case "reason" -> reason = text(name);
      case "error" -> error = error();
      case "attempts" -> attempts = (int) Math.min(Integer.MAX_VALUE, number(name));
      case "queuedAt" -> queuedAt = number(name);
      case "releasedAt" -> releasedAt = number(name);
      case "startedAt" -> startedAt = number(name);
      case "finishedAt" -> finishedAt = number(name);
      case "worker" -> worker = text(name);
      case "type" -> type = orEmpty(text(name));
      case "group" -> group = text(name);
      case "priority" -> priority = priority(text(name));
      case "cachedFrom" -> cachedFrom = text(name);
      default -> parser.skipChildren();
    }
  }

  private @Nullable String text(String name) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> parser.getText();
      default -> throw new IllegalArgumentException(name + " is no text");
    };
  }

  private long number(String name) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getLongValue() < 0) {
      throw new IllegalArgumentException(name + " is no number from 0");
    }
    return parser.getLongValue();
  }

  private @Nullable TaskError error() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    String kind = "";
    String message = null;
    boolean retryable = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "type" -> kind = orEmpty(text(name));
        case "message" -> message = text(name);
        case "retryable" -> retryable = parser.currentToken() == JsonToken.VALUE_TRUE;
        default -> parser.skipChildren();
      }
    }
    return new TaskError(kind, message, retryable);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static TaskStatus ended(@Nullable String word) {
    for (TaskStatus known : TaskStatus.values()) {
      if (known.terminal() && known.name().equals(word)) {
        return known;
      }
    }
    throw new IllegalArgumentException("status is no end of a task");
  }

  private static Priority priority(@Nullable String word) {
    for (Priority known : Priority.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(word)) {
        return known;
      }
    }
    throw new IllegalArgumentException("priority is none of the five");
  }
}
