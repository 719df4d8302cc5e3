package dev.sluice.client.actions;

import dev.sluice.client.actions.ActionProblem.Code;
import java.util.List;

/** Ends an action that can't be performed; never leaves this package. */
final class RefusedAction extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ActionProblem> problems;

  RefusedAction(Code code, String place, String message) {
    this(List.of(ActionProblem.of(code, place, message)));
  }

  RefusedAction(List<ActionProblem> problems) {
    super(problems.getFirst().message());
    this.problems = List.copyOf(problems);
  }

  List<ActionProblem> problems() {
    return problems;
  }
}
