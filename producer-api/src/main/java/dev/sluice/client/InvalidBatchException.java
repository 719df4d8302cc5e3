package dev.sluice.client;

import java.util.List;
import java.util.stream.Collectors;

/** A batch can't be built as it is described. Nothing was published. */
public final class InvalidBatchException extends SluiceException {

  private static final long serialVersionUID = 1L;

  private final transient List<BatchProblem> problems;

  public InvalidBatchException(List<BatchProblem> problems) {
    super(problems.stream().map(BatchProblem::message).collect(Collectors.joining("\n")), null);
    this.problems = List.copyOf(problems);
  }

  /** All problems, each one line; the message of this exception is their lines. */
  public List<BatchProblem> problems() {
    return problems;
  }
}
