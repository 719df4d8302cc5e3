package dev.sluice.cli.file;

import dev.sluice.schemas.config.ConfigType;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds parameters with which built-in handlers are certain to fail. */
final class BuiltInParams {

  private static final Set<String> OF_EXEC =
      new LinkedHashSet<>(List.of("command", "stdin", "env", "dir"));
  private static final Set<String> OF_SIMULATE =
      new LinkedHashSet<>(List.of("duration", "failTimes", "fail", "spawn", "output"));
  private static final Set<String> OF_HTTP =
      new LinkedHashSet<>(
          List.of(
              "url",
              "method",
              "headers",
              "body",
              "expectStatus",
              "timeout",
              "followRedirects",
              "output"));
  private static final String URL = "write for example url: https://example.com/data.csv";
  private static final String LIST_OF_WORDS = "write for example command: [wc, -l]";
  private static final ConfigType<Duration> DURATION = ConfigType.duration();

  private final Problems problems;

  BuiltInParams(Problems problems) {
    this.problems = problems;
  }

  /**
   * Adds what is wrong.
   *
   * @param taskAt the place of the task, for what is missing
   * @param params null if there are none
   */
  void check(String type, String taskId, At taskAt, Node.@Nullable Mapping params) {
    String thing = "'params' of task '" + taskId + "'";
    switch (type) {
      case "exec" -> {
        keys(params, thing, OF_EXEC);
        command(taskId, params == null ? taskAt : params.at(), value(params, "command"));
      }
      case "simulate" -> {
        keys(params, thing, OF_SIMULATE);
        duration("duration", value(params, "duration"));
      }
      case "http" -> {
        keys(params, thing, OF_HTTP);
        url(taskId, params == null ? taskAt : params.at(), value(params, "url"));
        duration("timeout", value(params, "timeout"));
      }
      default -> {
        // other handlers know their own parameters
      }
    }
  }

  private void keys(Node.@Nullable Mapping params, String thing, Set<String> known) {
    if (params != null) {
      Fields.of(params, thing, known, problems);
    }
  }

  private void command(String taskId, At at, @Nullable Node command) {
    if (command == null) {
      problems.add(at, "task '" + taskId + "' has no 'command' in its params", LIST_OF_WORDS);
    } else if (!(command instanceof Node.Sequence words)) {
      problems.add(command.at(), "'command' is " + command.kind() + ", not a list", LIST_OF_WORDS);
    } else if (words.items().isEmpty()) {
      problems.add(command.at(), "'command' is an empty list", LIST_OF_WORDS);
    } else {
      for (Node word : words.items()) {
        if (!(word instanceof Node.Scalar scalar) || scalar.reading() == Node.Reading.NULL) {
          problems.add(word.at(), "'command' contains " + word.kind(), "list plain words");
        }
      }
    }
  }

  private void url(String taskId, At at, @Nullable Node url) {
    if (url == null) {
      problems.add(at, "task '" + taskId + "' has no 'url' in its params", URL);
    } else if (!(url instanceof Node.Scalar scalar)) {
      problems.add(url.at(), "'url' is " + url.kind() + ", not a text", URL);
    } else if (!scalar.text().matches("(?i)https?://.+") && !scalar.text().contains("${")) {
      problems.add(url.at(), "'url' does not begin with http:// or https://", URL);
    }
  }

  /** A text with {@code ${...}} gets its value only when the task is released. */
  private void duration(String name, @Nullable Node duration) {
    if (duration == null
        || (duration instanceof Node.Scalar scalar && scalar.text().contains("${"))) {
      return;
    }
    try {
      DURATION.parse(duration instanceof Node.Scalar scalar ? scalar.text() : "");
    } catch (IllegalArgumentException e) {
      problems.add(
          duration.at(),
          "'" + name + "' is " + duration.kind().replace("the value ", ""),
          "write a whole number with its unit, like 300ms, 30s, 5m or 2h");
    }
  }

  private static @Nullable Node value(Node.@Nullable Mapping params, String key) {
    Node node = params == null ? null : params.value(key);
    return node instanceof Node.Scalar scalar && scalar.reading() == Node.Reading.NULL
        ? null
        : node;
  }
}
