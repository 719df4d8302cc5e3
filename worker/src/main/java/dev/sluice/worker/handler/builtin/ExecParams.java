package dev.sluice.worker.handler.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.worker.handler.NonRetryableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of {@code exec}.
 *
 * @param command program and arguments, at least one word; never given to a shell
 * @param stdin what the program reads; absent: nothing
 * @param env variables on top of the minimal environment
 * @param dir working directory; absent: one that is removed afterwards
 */
record ExecParams(
    List<String> command, Optional<String> stdin, Map<String, String> env, Optional<Path> dir) {

  private static final Set<String> PARAMS = Set.of("command", "stdin", "env", "dir");

  static ExecParams of(JsonNode json) throws NonRetryableException {
    var params = new Params("exec", json, PARAMS);
    return new ExecParams(
        command(params), params.text("stdin"), env(params), params.text("dir").map(Path::of));
  }

  /** The same with another first word. */
  ExecParams withProgram(String program) {
    List<String> words = new ArrayList<>(command);
    words.set(0, program);
    return new ExecParams(List.copyOf(words), stdin, env, dir);
  }

  /** The same in a directory that only this attempt uses. */
  ExecParams withScratch(Path directory) {
    Map<String, String> more = new TreeMap<>(env);
    more.putIfAbsent("TMPDIR", directory.toString());
    return new ExecParams(command, stdin, more, Optional.of(directory));
  }

  private static List<String> command(Params params) throws NonRetryableException {
    JsonNode value =
        params
            .value("command")
            .orElseThrow(() -> new NonRetryableException("Parameter command of exec is missing"));
    if (!value.isArray() || value.isEmpty()) {
      throw params.wrong("command", "a list of words such as [wc, -l]", value);
    }
    List<String> words = new ArrayList<>();
    for (JsonNode word : value) {
      if (word.isContainerNode() || word.isNull() || word.asText().indexOf('\0') >= 0) {
        throw params.wrong("command", "a list of words such as [wc, -l]", value);
      }
      words.add(word.asText());
    }
    return List.copyOf(words);
  }

  private static Map<String, String> env(Params params) throws NonRetryableException {
    Map<String, String> env = new TreeMap<>();
    var value = params.value("env");
    if (value.isEmpty()) {
      return env;
    }
    if (!value.get().isObject()) {
      throw params.wrong("env", "an object of texts", value.get());
    }
    for (Map.Entry<String, JsonNode> each : value.get().properties()) {
      if (each.getValue().isContainerNode() || each.getKey().contains("=")) {
        throw params.wrong("env", "an object of texts", value.get());
      }
      env.put(each.getKey(), each.getValue().asText());
    }
    return env;
  }
}
