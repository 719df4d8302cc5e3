package dev.sluice.client.actions;

import dev.sluice.client.AwaitTimeoutException;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BatchProblem;
import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.InvalidBatchException;
import dev.sluice.client.SchedulerUnreachableException;
import dev.sluice.client.SluiceException;
import dev.sluice.client.SubmissionFailedException;
import dev.sluice.client.TaskNotFoundException;
import dev.sluice.client.TopicsNotReadyException;
import dev.sluice.client.actions.ActionProblem.Code;
import java.util.List;

/** What the client's exceptions mean for who called an action. */
final class ClientProblems {

  private static final int MOST = 20;

  private ClientProblems() {}

  static List<ActionProblem> of(SluiceException failure) {
    return switch (failure) {
      case InvalidBatchException invalid ->
          invalid.problems().stream().limit(MOST).map(ClientProblems::of).toList();
      case BatchNotFoundException missing -> one(Code.BATCH_NOT_FOUND, missing);
      case TaskNotFoundException missing -> one(Code.TASK_NOT_FOUND, missing);
      case SchedulerUnreachableException away -> one(Code.SCHEDULER_UNREACHABLE, away);
      // Only a wait that the action itself asked for can time out, and it reads on then.
      case AwaitTimeoutException late -> one(Code.SCHEDULER_UNREACHABLE, late);
      case BrokerUnreachableException away -> one(Code.BROKERS_UNREACHABLE, away);
      case SubmissionFailedException partly -> one(Code.SUBMISSION_INCOMPLETE, partly);
      case TopicsNotReadyException topics -> one(Code.TOPICS_NOT_READY, topics);
    };
  }

  private static ActionProblem of(BatchProblem problem) {
    String place = problem.taskId().isEmpty() ? "" : "task " + problem.taskId();
    return new ActionProblem(problem.code().name(), place, problem.message());
  }

  private static List<ActionProblem> one(Code code, SluiceException failure) {
    return List.of(ActionProblem.of(code, "", String.valueOf(failure.getMessage())));
  }
}
