package dev.sluice.worker.handler.builtin;

import java.util.Set;

/**
 * Which programs {@code exec} may run: the first word of a command, exactly as it is written there.
 *
 * @param programs names or paths; {@code *} allows all
 */
public record ExecAllowance(Set<String> programs) {

  /** Runs nothing. */
  public static final ExecAllowance NONE = new ExecAllowance(Set.of());

  /** Runs everything that the worker's user may run. */
  public static final ExecAllowance ALL = new ExecAllowance(Set.of("*"));

  public ExecAllowance {
    programs = Set.copyOf(programs);
  }

  public boolean none() {
    return programs.isEmpty();
  }

  boolean allows(String program) {
    return programs.contains("*") || programs.contains(program);
  }
}
