package dev.sluice.http.problem;

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
import dev.sluice.http.json.Body;
import dev.sluice.scheduler.view.LedgerNotHereException;
import dev.sluice.scheduler.view.LedgerNotHereException.Elsewhere;
import dev.sluice.scheduler.view.LedgerNotHereException.Restoring;
import dev.sluice.scheduler.view.LedgerNotHereException.Unknown;
import dev.sluice.scheduler.view.Peer;
import io.javalin.http.HttpResponseException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which problem an exception is. */
public final class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private static final int MOST_LISTED = 100;
  private static final String SOON = "2";

  private Problems() {}

  /** The problem to answer with. What nobody expected is logged, and not told to who asked. */
  public static Problem of(Exception failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case LedgerNotHereException away -> away(away);
      case SluiceException client -> client(client);
      case HttpResponseException http -> http(http);
      case HttpException jetty when jetty.getCode() < 500 -> broken(jetty);
      case KafkaException kafka ->
          soon(ProblemCode.BROKER_UNREACHABLE, "Kafka: " + kafka.getMessage() + "; ask again");
      default -> {
        log.error("A request failed", failure);
        yield Problem.of(ProblemCode.INTERNAL_ERROR, "the log of the scheduler says more");
      }
    };
  }

  private static Problem away(LedgerNotHereException away) {
    String text = away.whereabouts().text();
    return switch (away.whereabouts()) {
      case Restoring(String state, long rowsLeft) ->
          soon(ProblemCode.RESTORING, text).with("state", state).with("rowsToRestore", rowsLeft);
      case Elsewhere(Peer owner) ->
          Problem.of(ProblemCode.OTHER_OWNER, text).with("owner", owner.authority());
      case Unknown unknown -> soon(ProblemCode.OWNER_UNKNOWN, text);
    };
  }

  private static Problem client(SluiceException failure) {
    String text = String.valueOf(failure.getMessage());
    return switch (failure) {
      case InvalidBatchException invalid ->
          Problem.of(ProblemCode.INVALID_BATCH, invalid.problems().getFirst().message())
              .with("problems", listed(invalid.problems()));
      case BatchNotFoundException missing -> Problem.of(ProblemCode.BATCH_NOT_FOUND, text);
      case TaskNotFoundException missing -> Problem.of(ProblemCode.TASK_NOT_FOUND, text);
      case SchedulerUnreachableException silent -> soon(ProblemCode.SCHEDULER_UNREACHABLE, text);
      case AwaitTimeoutException late -> soon(ProblemCode.BUSY, text);
      case BrokerUnreachableException silent -> soon(ProblemCode.BROKER_UNREACHABLE, text);
      case SubmissionFailedException partly -> soon(ProblemCode.BROKER_UNREACHABLE, text);
      case TopicsNotReadyException topics -> soon(ProblemCode.BROKER_UNREACHABLE, text);
    };
  }

  private static List<Body> listed(List<BatchProblem> problems) {
    return problems.stream()
        .limit(MOST_LISTED)
        .map(problem ->
            new Body()
                .with("code", problem.code().name())
                .with("taskId", problem.taskId().isEmpty() ? null : problem.taskId())
                .with("message", problem.message()))
        .toList();
  }

  private static Problem http(HttpResponseException failure) {
    String text = String.valueOf(failure.getMessage());
    return switch (failure.getStatus()) {
      case 404 -> Problem.of(ProblemCode.ROUTE_NOT_FOUND, "see /openapi.json for what there is");
      case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "see /openapi.json for what there is");
      case 408 -> Problem.of(ProblemCode.REQUEST_TIMEOUT, text);
      case 413 -> Problem.of(ProblemCode.TOO_LARGE, "the body is larger than this API takes");
      default -> Problem.of(ProblemCode.MALFORMED_REQUEST, text);
    };
  }

  /** What Jetty found in a request while it was read. */
  private static Problem broken(HttpException jetty) {
    return switch (jetty.getCode()) {
      case 408 -> Problem.of(ProblemCode.REQUEST_TIMEOUT, "send the body faster");
      case 413 -> Problem.of(ProblemCode.TOO_LARGE, "the body is larger than this API takes");
      default -> Problem.of(ProblemCode.MALFORMED_REQUEST, "check the body and the headers");
    };
  }

  /** A problem that passes by itself. */
  public static Problem soon(ProblemCode code, String detail) {
    return Problem.of(code, detail).withHeader("Retry-After", SOON);
  }
}
