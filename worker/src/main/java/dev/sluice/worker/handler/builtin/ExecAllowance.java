package dev.sluice.worker.handler.builtin;

import dev.sluice.worker.handler.NonRetryableException;
import java.util.Locale;
import java.util.Set;

/**
 * Which programs {@code exec} may run: the first word of a command, exactly as it is written there.
 * A name without a slash is looked up in the worker's PATH; a path must be absolute.
 *
 * @param programs names or paths; {@code *} allows all, and tasks any environment
 */
public record ExecAllowance(Set<String> programs) {

  /** Runs nothing. */
  public static final ExecAllowance NONE = new ExecAllowance(Set.of());

  /** Runs everything that the worker's user may run. */
  public static final ExecAllowance ALL = new ExecAllowance(Set.of("*"));

  /** Variables that make an allowed program run another one. */
  private static final Set<String> HIJACKING =
      Set.of(
          "PATH",
          "BASH_ENV",
          "ENV",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "NODE_OPTIONS",
          "RUBYOPT",
          "RUBYLIB",
          "IFS",
          "SHELLOPTS",
          "PS4");

  private static final Set<String> HIJACKING_PREFIXES =
      Set.of("LD_", "DYLD_", "GIT_", "PYTHON", "PERL5", "BASH_FUNC_");

  public ExecAllowance {
    programs = Set.copyOf(programs);
  }

  public boolean none() {
    return programs.isEmpty();
  }

  boolean all() {
    return programs.contains("*");
  }

  /**
   * @throws NonRetryableException if these parameters run what is not allowed
   */
  void check(ExecParams params) throws NonRetryableException {
    if (all()) {
      return;
    }
    String program = params.command().get(0);
    if (!programs.contains(program)) {
      throw new NonRetryableException(
          "This worker may not run "
              + program
              + ": add it to sluice.worker.exec.allow, which is "
              + String.join(",", programs.stream().sorted().toList()));
    }
    if (program.contains("/") && !program.startsWith("/")) {
      throw new NonRetryableException(
          "This worker may not run "
              + program
              + ": it would depend on the task's dir; use an absolute path in"
              + " sluice.worker.exec.allow and in the task");
    }
    for (String name : params.env().keySet()) {
      if (hijacking(name.toUpperCase(Locale.ROOT))) {
        throw new NonRetryableException(
            "Parameter env of exec may not set "
                + name
                + ": it could make "
                + program
                + " run a program that sluice.worker.exec.allow does not name");
      }
    }
  }

  private static boolean hijacking(String name) {
    return HIJACKING.contains(name) || HIJACKING_PREFIXES.stream().anyMatch(name::startsWith);
  }
}
