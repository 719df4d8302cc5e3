package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.SluiceException;
import dev.sluice.client.actions.ActionProblem.Code;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs actions. Never throws for what a caller sent or for what happened on the way: both are
 * {@link ActionAnswer.Failed}. Thread-safe. Remembers the batches that it opened until they are
 * started, so one is enough for a session and two know nothing of each other.
 */
public final class BatchActions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchActions.class);

  private final ActionSettings settings;
  private final ConnectedOnce client;
  private final OpenBatches open;
  private final AddTask adding;
  private final AddBatch submitting;
  private final Commands commands;
  private final ShowStatus status;
  private final ListResults results;
  private final ExportResults exports;

  private BatchActions(
      ActionSettings settings,
      ConnectedOnce client,
      ResultSource source,
      RecentSubmissions recent) {
    this.settings = settings;
    this.client = client;
    Recorded recorded = new Recorded(client);
    this.open = new OpenBatches(client, recorded, recent);
    MetBatches met = new MetBatches(System::nanoTime);
    this.adding = new AddTask(open, met);
    this.submitting = new AddBatch(client, open, met, recorded, recent);
    this.commands = new Commands(client, open, met, recent);
    this.status = new ShowStatus(client, met);
    this.results = new ListResults(source, met);
    this.exports = new ExportResults(source, met, settings);
  }

  /**
   * The actions on one client.
   *
   * @param connection gives the client when the first action needs it, and again after it threw;
   *     closed with the actions
   */
  public static BatchActions on(Supplier<SluiceClient> connection, ActionSettings settings) {
    var client = new ConnectedOnce(connection);
    return new BatchActions(settings, client, new KeptByClient(client), new RecentSubmissions());
  }

  /**
   * Like {@link #on(Supplier, ActionSettings)}, and also with results from elsewhere than the
   * client.
   *
   * @param recent what is submitted here otherwise than by actions, so that both know of each other
   */
  public static BatchActions on(
      Supplier<SluiceClient> connection,
      ActionSettings settings,
      ResultSource source,
      RecentSubmissions recent) {
    return new BatchActions(settings, new ConnectedOnce(connection), source, recent);
  }

  /** What may be done here. */
  public ActionSettings settings() {
    return settings;
  }

  /**
   * Performs the action of this name.
   *
   * @param arguments a JSON object
   */
  public ActionAnswer perform(String action, JsonNode arguments) {
    Optional<ActionName> known = ActionName.of(action);
    if (known.isEmpty()) {
      String remedy =
          ActionName.nearest(action)
              .map(nearest -> "did you mean " + nearest + "?")
              .orElse("use one of " + String.join(", ", ActionName.words()));
      return failed(
          Code.UNKNOWN_ACTION, "action '" + Foreign.text(action) + "' is not known; " + remedy);
    }
    return perform(known.get(), arguments);
  }

  /** Like {@link #perform(String, JsonNode)}. */
  public ActionAnswer perform(ActionName action, JsonNode arguments) {
    if (!settings.allows(action)) {
      return failed(
          Code.NOT_ALLOWED,
          "action '"
              + action.word()
              + "' changes something, and this server only reads; ask its owner to start it"
              + " without --read-only");
    }
    try {
      return new ActionAnswer.Done(action, perform(RequestReader.read(action, arguments)));
    } catch (RefusedAction e) {
      return new ActionAnswer.Failed(e.problems());
    } catch (SluiceException e) {
      return new ActionAnswer.Failed(ClientProblems.of(e));
    } catch (KafkaException e) {
      LOG.debug("action {} failed", action.word(), e);
      return failed(
          Code.BROKERS_REFUSED,
          "the brokers refused: " + e.getMessage() + "; check credentials and access rights");
    } catch (RuntimeException e) {
      LOG.error("action {} failed", action.word(), e);
      return failed(
          Code.INTERNAL, "unexpected " + e.getClass().getName() + "; the server's log says more");
    }
  }

  private ObjectNode perform(ActionRequest request) {
    return switch (request) {
      case ActionRequest.Add add -> adding.perform(add);
      case ActionRequest.AddBatch add -> submitting.perform(add);
      case ActionRequest.Start start -> commands.start(start);
      case ActionRequest.Stop stop -> commands.stop(stop);
      case ActionRequest.Status asked -> status.perform(asked);
      case ActionRequest.Results asked -> results.perform(asked);
      case ActionRequest.Export asked -> exports.perform(asked);
      case ActionRequest.Clear clear -> commands.clear(clear);
      case ActionRequest.Cancel cancel -> commands.cancel(cancel);
    };
  }

  private static ActionAnswer failed(Code code, String message) {
    return new ActionAnswer.Failed(List.of(ActionProblem.of(code, "", message)));
  }

  /** Forgets open batches, which stay as they are, and closes the client. */
  @Override
  public void close() {
    open.close();
    client.close();
  }
}
