package dev.sluice.http.resource;

import dev.sluice.client.BatchProblem;
import dev.sluice.client.actions.ActionAnswer;
import dev.sluice.client.actions.ActionName;
import dev.sluice.client.actions.ActionProblem;
import dev.sluice.http.json.Body;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an action that was not performed is in HTTP. The codes of the action go along. */
final class ActionProblems {

  private static final String LATER = "10";

  private ActionProblems() {}

  static Problem of(ActionName action, ActionAnswer.Failed failed) {
    ActionProblem first = failed.problems().getFirst();
    return named(first)
        .map(code -> known(code, first.message()))
        .orElseGet(() -> Problem.of(other(first), first.message()))
        .with("action", action.word())
        .with("problems", listed(failed.problems()));
  }

  private static List<Body> listed(List<ActionProblem> problems) {
    return problems.stream()
        .map(problem ->
            new Body()
                .with("code", problem.code())
                .with("place", problem.place())
                .with("message", problem.message()))
        .toList();
  }

  private static Optional<ActionProblem.Code> named(ActionProblem problem) {
    return Arrays.stream(ActionProblem.Code.values())
        .filter(code -> code.name().equals(problem.code()))
        .findFirst();
  }

  private static Problem known(ActionProblem.Code code, String message) {
    return switch (code) {
      case UNKNOWN_ACTION -> Problem.of(ProblemCode.ROUTE_NOT_FOUND, message);
      case NOT_ALLOWED -> Problem.of(ProblemCode.READ_ONLY, message);
      case UNKNOWN_FIELD,
          MISSING_FIELD,
          WRONG_TYPE,
          INVALID_VALUE,
          OUT_OF_RANGE,
          TOO_LARGE,
          NO_EXPORT_FOLDER,
          EXPORT_TOO_LARGE ->
          Problem.of(ProblemCode.INVALID_ARGUMENTS, message);
      case INVALID_ID -> Problem.of(ProblemCode.INVALID_ID, message);
      case INVALID_CURSOR -> Problem.of(ProblemCode.INVALID_CURSOR, message);
      case BATCH_NOT_FOUND -> Problem.of(ProblemCode.BATCH_NOT_FOUND, message);
      case TASK_NOT_FOUND -> Problem.of(ProblemCode.TASK_NOT_FOUND, message);
      case BATCH_EXISTS -> Problem.of(ProblemCode.BATCH_EXISTS, message);
      case TOO_MANY_OPEN ->
          Problem.of(ProblemCode.TOO_MANY_OPEN, message).withHeader("Retry-After", LATER);
      case SCHEDULER_UNREACHABLE -> Problems.soon(ProblemCode.SCHEDULER_UNREACHABLE, message);
      case BROKERS_UNREACHABLE, BROKERS_REFUSED, TOPICS_NOT_READY, SUBMISSION_INCOMPLETE ->
          Problems.soon(ProblemCode.BROKER_UNREACHABLE, message);
      case EXPORT_FAILED, INTERNAL -> Problem.of(ProblemCode.INTERNAL_ERROR, message);
    };
  }

  /** A rule that the batch breaks, or else the reason of a scheduler that refused. */
  private static ProblemCode other(ActionProblem problem) {
    boolean rule =
        Arrays.stream(BatchProblem.Code.values())
            .anyMatch(code -> code.name().equals(problem.code()));
    return rule ? ProblemCode.INVALID_BATCH : ProblemCode.CONFLICT;
  }
}
