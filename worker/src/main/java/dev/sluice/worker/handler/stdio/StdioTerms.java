package dev.sluice.worker.handler.stdio;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which programs serve which types, and how they run.
 *
 * @param processes most processes of each type, 1 to 1,000
 * @param env variables as {@code NAME=value}, or {@code NAME} for the worker's own value
 * @param dir working directory of all of them; absent: the worker's
 */
public record StdioTerms(
    List<StdioProgram> programs, int processes, List<String> env, Optional<Path> dir) {

  /** No programs. */
  public static final StdioTerms NONE = new StdioTerms(List.of(), 1, List.of(), Optional.empty());

  public StdioTerms {
    programs = List.copyOf(programs);
    env = List.copyOf(env);
    if (processes < 1 || processes > 1_000) {
      throw new IllegalArgumentException("processes must be 1 to 1000, was " + processes);
    }
  }

  /** The variables, with those of the worker that are passed on. */
  Map<String, String> variables(Map<String, String> ofWorker) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String each : env) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        variables.put(each.substring(0, equals), each.substring(equals + 1));
      } else if (ofWorker.containsKey(each)) {
        variables.put(each, ofWorker.get(each));
      }
    }
    return variables;
  }
}
