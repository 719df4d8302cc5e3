package dev.sluice.http.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.CommandAnswer;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.actions.RecentSubmissions;
import dev.sluice.http.json.Body;
import dev.sluice.http.json.Json;
import dev.sluice.http.page.Params;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.source.Backend;
import io.javalin.http.Context;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Commands to a batch, answered as the scheduler answers them. */
public final class CommandsResource {

  private static final int MOST_REASON = 1000;

  private final Supplier<Backend> backend;
  private final RecentSubmissions recent;

  public CommandsResource(Supplier<Backend> backend, RecentSubmissions recent) {
    this.backend = backend;
    this.recent = recent;
  }

  /** Starts a held batch, or lets a stopped one go on. */
  public void start(Context request) {
    command(request, Idle.START, SluiceClient::start);
  }

  /** Releases nothing more until the batch is started. */
  public void stop(Context request) {
    command(request, Idle.STOP, SluiceClient::pause);
  }

  /** Cancels what has not ended. */
  public void cancel(Context request) {
    String reason = reason(request);
    tell(request, Idle.CANCEL, client().cancel(Params.of(request).batchId(), reason));
  }

  /** Cancels one task. */
  public void cancelTask(Context request) {
    Params params = Params.of(request);
    String reason = reason(request);
    tell(request, Idle.CANCEL_TASK, client().cancelTask(params.batchId(), params.taskId(), reason));
  }

  /** Runs again what did not succeed. */
  public void retry(Context request) {
    command(request, Idle.RETRY, SluiceClient::retryFailed);
  }

  /** Forgets a batch that has ended. */
  public void clear(Context request) {
    command(
        request,
        Idle.CLEAR,
        (client, batchId) -> {
          // The one that owns it remembers what was submitted, so it is the one to forget.
          boolean unused = backend.get().ledger().batch(batchId).isPresent();
          recent.forget(batchId);
          return client.clear(batchId);
        });
  }

  private void command(
      Context request, Idle idle, BiFunction<SluiceClient, String, CommandAnswer> command) {
    Params params = Params.of(request);
    ObjectNode body = Json.object(request.bodyAsBytes());
    if (!body.isEmpty()) {
      throw Problem.of(ProblemCode.INVALID_JSON, "this takes no members; send {}").exception();
    }
    String batchId = params.batchId();
    tell(request, idle, command.apply(client(), batchId));
  }

  private static @Nullable String reason(Context request) {
    ObjectNode body = Json.object(request.bodyAsBytes());
    JsonNode reason = body.get("reason");
    if (body.size() > (reason == null ? 0 : 1)) {
      throw Problem.of(ProblemCode.INVALID_JSON, "there is only the member reason").exception();
    }
    if (reason == null || reason.isNull()) {
      return null;
    }
    if (!reason.isTextual() || reason.textValue().length() > MOST_REASON) {
      throw Problem.of(ProblemCode.INVALID_JSON, "reason has to be a text of up to 1000 characters")
          .exception();
    }
    return reason.textValue();
  }

  private SluiceClient client() {
    return backend.get().client().get();
  }

  private static void tell(Context request, Idle idle, CommandAnswer answer) {
    switch (answer) {
      case CommandAnswer.Done done ->
          Answer.json(request, new Body().with("batchId", done.batchId()).with("outcome", "DONE"));
      case CommandAnswer.NothingToDo nothing -> {
        refuseUnknown(nothing);
        Answer.json(request, idle.answer(nothing));
      }
      case CommandAnswer.Refused refused ->
          throw Problem.of(ProblemCode.CONFLICT, refused.detail())
              .with("batchId", refused.batchId())
              .with("reason", refused.reason())
              .exception();
    }
  }

  private static void refuseUnknown(CommandAnswer.NothingToDo nothing) {
    switch (nothing.reason()) {
      case "UNKNOWN_BATCH" ->
          throw Problem.of(
                  ProblemCode.BATCH_NOT_FOUND,
                  "nothing is known of " + nothing.batchId() + "; check the id")
              .exception();
      case "UNKNOWN_TASK" ->
          throw Problem.of(
                  ProblemCode.TASK_NOT_FOUND,
                  "batch " + nothing.batchId() + " has no such task; check the id")
              .exception();
      default -> {} // it is so already
    }
  }
}
