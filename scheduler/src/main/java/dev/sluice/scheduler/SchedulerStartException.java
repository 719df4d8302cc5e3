package dev.sluice.scheduler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler did not start, or stopped before it ran. Each problem is one line with its remedy.
 */
public final class SchedulerStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  SchedulerStartException(List<String> problems, @Nullable Throwable cause) {
    super(String.join(System.lineSeparator(), problems), cause);
    this.problems = List.copyOf(problems);
  }

  SchedulerStartException(String problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  /** One line each. */
  public List<String> problems() {
    return problems;
  }
}
