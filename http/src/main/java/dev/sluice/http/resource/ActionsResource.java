package dev.sluice.http.resource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.actions.ActionAnswer;
import dev.sluice.client.actions.ActionJson;
import dev.sluice.client.actions.ActionName;
import dev.sluice.client.actions.ActionSettings;
import dev.sluice.client.actions.BatchActions;
import dev.sluice.client.actions.RecentSubmissions;
import dev.sluice.client.actions.TableWriter;
import dev.sluice.http.json.Json;
import dev.sluice.http.page.Params;
import dev.sluice.http.source.Backend;
import dev.sluice.http.source.ResultsForActions;
import dev.sluice.results.export.CsvText;
import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.export.ResultExport;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.function.Supplier;

/**
 * The nine actions of the batch tool, JSON in and JSON out. The batches that {@code add} opened are
 * remembered by this process, for all who ask; they go with its client.
 */
public final class ActionsResource {

  /** Those who ask for a status may wait a while. */
  private static final int MOST_STATUSES = 32;

  /** The same as that of other exports: what a spreadsheet would calculate is made harmless. */
  private static final TableWriter TABLE = new ResultExport(ExportFormat.CSV, CsvText.SAFE)::write;

  private final Supplier<Backend> backend;
  private final LongReads reads;
  private final LongReads statuses = new LongReads(MOST_STATUSES);
  private final BatchActions actions;
  private final ObjectMapper json = ActionJson.mapper();

  public ActionsResource(
      Supplier<Backend> backend, RecentSubmissions recent, LongReads reads, boolean readOnly) {
    this.backend = backend;
    this.reads = reads;
    this.actions =
        BatchActions.on(
            () -> backend.get().client().get(),
            ActionSettings.DEFAULT.withReadOnly(readOnly).withTable(TABLE),
            new ResultsForActions(backend),
            recent);
  }

  /** What answers requests for an action. */
  public Handler of(ActionName action) {
    return switch (action) {
      case RESULTS, EXPORT -> request -> inTurn(request, action, reads);
      case STATUS -> request -> inTurn(request, action, statuses);
      case ADD, ADD_BATCH, START, STOP, CLEAR, CANCEL -> request -> perform(request, action);
    };
  }

  private void inTurn(Context request, ActionName action, LongReads turns) {
    try (var turn = turns.begin()) {
      perform(request, action);
    }
  }

  private void perform(Context request, ActionName action) {
    Params unused = Params.of(request);
    Backend unusedBackend = backend.get(); // ends the request while the scheduler starts
    ObjectNode arguments = Json.object(request.bodyAsBytes(), json);
    switch (actions.perform(action, arguments)) {
      case ActionAnswer.Done done -> Answer.json(request, done.json());
      case ActionAnswer.Failed failed -> throw ActionProblems.of(action, failed).exception();
    }
  }
}
