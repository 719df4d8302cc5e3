package dev.sluice.worker.handler.builtin;

import dev.sluice.worker.handler.NonRetryableException;
import java.util.Set;

/**
 * Which programs {@code exec} may run: the first word of a command, exactly as it is written there.
 * A name without a slash is looked up in the worker's PATH; a path must be absolute. And which
 * variables a task may set for them: many make an allowed program run another one (LD_PRELOAD,
 * BASH_ENV, GIT_SSH and hundreds more), so none that is not named.
 *
 * @param programs names or paths; {@code *} allows all
 * @param env names of variables; {@code *} allows all
 */
public record ExecAllowance(Set<String> programs, Set<String> env) {

  /** Runs nothing. */
  public static final ExecAllowance NONE = new ExecAllowance(Set.of(), Set.of());

  /** Runs everything that the worker's user may run. */
  public static final ExecAllowance ALL = new ExecAllowance(Set.of("*"), Set.of("*"));

  private static final String EVERY = "*";

  public ExecAllowance {
    programs = Set.copyOf(programs);
    env = Set.copyOf(env);
  }

  public boolean none() {
    return programs.isEmpty();
  }

  /** Whether any program may be run. */
  boolean all() {
    return programs.contains(EVERY);
  }

  /**
   * @throws NonRetryableException if these parameters run or set what is not allowed
   */
  void check(ExecParams params) throws NonRetryableException {
    if (!all()) {
      checkProgram(params.command().get(0));
    }
    for (String name : params.env().keySet()) {
      if (!env.contains(EVERY) && !env.contains(name)) {
        throw new NonRetryableException(
            "Parameter env of exec may not set "
                + name
                + " in this worker: add it to sluice.worker.exec.env, which is "
                + shown(env));
      }
    }
  }

  private void checkProgram(String program) throws NonRetryableException {
    if (!programs.contains(program)) {
      throw new NonRetryableException(
          "This worker may not run "
              + program
              + ": add it to sluice.worker.exec.allow, which is "
              + shown(programs));
    }
    if (program.contains("/") && !program.startsWith("/")) {
      throw new NonRetryableException(
          "This worker may not run "
              + program
              + ": it would depend on the task's dir; use an absolute path in"
              + " sluice.worker.exec.allow and in the task");
    }
  }

  private static String shown(Set<String> names) {
    return names.isEmpty() ? "empty" : String.join(",", names.stream().sorted().toList());
  }
}
