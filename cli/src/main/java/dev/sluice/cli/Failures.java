package dev.sluice.cli;

import dev.sluice.cli.file.FileRejectedException;
import dev.sluice.client.AwaitTimeoutException;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.InvalidBatchException;
import dev.sluice.client.SchedulerUnreachableException;
import dev.sluice.client.SluiceException;
import dev.sluice.client.SubmissionFailedException;
import dev.sluice.client.TaskNotFoundException;
import dev.sluice.client.TopicsNotReadyException;
import dev.sluice.embedded.EmbeddedBrokerException;
import dev.sluice.scheduler.SchedulerStartException;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.worker.WorkerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Says what an exception means for the user: an exit code and lines without a stack trace. */
final class Failures {

  private static final int MOST_LINES = 20;

  private Failures() {}

  /** What to tell about this exception. */
  static CommandException explain(Throwable failure) {
    return switch (failure) {
      case CommandException known -> known;
      case CompletionException wrapper when wrapper.getCause() != null ->
          explain(wrapper.getCause());
      case ExecutionException wrapper when wrapper.getCause() != null ->
          explain(wrapper.getCause());
      case UncheckedIOException wrapper -> explain(wrapper.getCause());
      case FileRejectedException rejected -> of(ExitCode.REJECTED, some(rejected.lines()), failure);
      case SluiceException client -> client(client);
      case ConfigurationException bad -> of(ExitCode.USAGE, bad);
      case EmbeddedBrokerException broker -> of(ExitCode.FAILED, broker);
      case SchedulerStartException scheduler ->
          of(ExitCode.UNREACHABLE, some(scheduler.problems()), scheduler);
      case WorkerStartException worker ->
          of(ExitCode.UNREACHABLE, List.of(worker.getMessage()), worker);
      case IOException io -> file(io);
      case InvalidPathException path ->
          of(ExitCode.USAGE, List.of(path.getInput() + ": no usable path; check it"), failure);
      case KafkaException kafka -> kafka(kafka);
      case OutOfMemoryError memory ->
          of(
              ExitCode.FAILED,
              List.of("out of memory; give more with SLUICE_JAVA_OPTS=-Xmx4g"),
              memory);
      default ->
          of(
              ExitCode.FAILED,
              List.of("unexpected " + failure + "; run again with --debug and report it"),
              failure);
    };
  }

  private static CommandException client(SluiceException failure) {
    return switch (failure) {
      case InvalidBatchException invalid ->
          of(
              ExitCode.REJECTED,
              some(invalid.problems().stream().map(problem -> problem.message()).toList()),
              invalid);
      case AwaitTimeoutException late -> of(ExitCode.TIMED_OUT, late);
      case BatchNotFoundException missing -> of(ExitCode.NOT_FOUND, missing);
      case TaskNotFoundException missing -> of(ExitCode.NOT_FOUND, missing);
      case SchedulerUnreachableException away -> of(ExitCode.UNREACHABLE, away);
      case BrokerUnreachableException away -> of(ExitCode.UNREACHABLE, away);
      case SubmissionFailedException partly -> of(ExitCode.UNREACHABLE, partly);
      case TopicsNotReadyException topics -> of(ExitCode.UNREACHABLE, topics);
    };
  }

  private static CommandException file(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing ->
          of(
              ExitCode.NOT_FOUND,
              List.of(missing.getFile() + ": no such file; check the path"),
              failure);
      case NotDirectoryException missing ->
          of(
              ExitCode.NOT_FOUND,
              List.of(missing.getFile() + ": no such folder; create it or choose another"),
              failure);
      case AccessDeniedException denied ->
          of(
              ExitCode.NOT_ALLOWED,
              List.of(denied.getFile() + ": access denied; check its permissions"),
              failure);
      case FileAlreadyExistsException there ->
          of(
              ExitCode.USAGE,
              List.of(there.getFile() + ": is there already; choose another name or add --force"),
              failure);
      case FileSystemException other when other.getReason() != null ->
          of(ExitCode.USAGE, List.of(other.getFile() + ": " + other.getReason()), failure);
      default -> of(ExitCode.FAILED, List.of("input/output: " + failure.getMessage()), failure);
    };
  }

  private static CommandException kafka(KafkaException failure) {
    Throwable cause = failure;
    while (cause.getCause() instanceof KafkaException inner) {
      cause = inner;
    }
    if (cause.getCause() instanceof IllegalArgumentException refused) { // as of a login module
      return of(
          ExitCode.USAGE,
          List.of("broker: " + refused.getMessage() + "; check the properties of the client"),
          refused);
    }
    String what = "broker: " + cause.getMessage();
    return switch (cause) {
      case AuthenticationException denied ->
          of(ExitCode.NOT_ALLOWED, List.of(what + "; check the credentials"), denied);
      case AuthorizationException denied ->
          of(ExitCode.NOT_ALLOWED, List.of(what + "; ask for the access rights"), denied);
      case ConfigException config ->
          of(ExitCode.USAGE, List.of(what + "; check --bootstrap-server and -X"), config);
      case ApiException api ->
          of(ExitCode.UNREACHABLE, List.of(what + "; check that the brokers run"), api);
      default -> of(ExitCode.FAILED, List.of(what + "; run again with --debug"), cause);
    };
  }

  private static List<String> some(List<String> lines) {
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> some = new ArrayList<>(lines.subList(0, MOST_LINES));
    some.add("and %d more problems; correct these first".formatted(lines.size() - MOST_LINES));
    return some;
  }

  private static CommandException of(ExitCode code, Throwable failure) {
    return of(code, List.of(String.valueOf(failure.getMessage())), failure);
  }

  private static CommandException of(ExitCode code, List<String> lines, Throwable failure) {
    return new CommandException(code, lines, failure);
  }
}
