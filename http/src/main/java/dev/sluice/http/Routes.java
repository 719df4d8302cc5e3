package dev.sluice.http;

import dev.sluice.client.actions.ActionName;
import dev.sluice.client.actions.RecentSubmissions;
import dev.sluice.http.page.Cursors;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.Problems;
import dev.sluice.http.resource.ActionsResource;
import dev.sluice.http.resource.BatchesResource;
import dev.sluice.http.resource.ChangesResource;
import dev.sluice.http.resource.CommandsResource;
import dev.sluice.http.resource.CompareResource;
import dev.sluice.http.resource.DeadLettersResource;
import dev.sluice.http.resource.ExplainResource;
import dev.sluice.http.resource.ExportResource;
import dev.sluice.http.resource.HealthResource;
import dev.sluice.http.resource.LongReads;
import dev.sluice.http.resource.OpenApiResource;
import dev.sluice.http.resource.ReportResource;
import dev.sluice.http.resource.ResultsResource;
import dev.sluice.http.resource.SubmitResource;
import dev.sluice.http.resource.TasksResource;
import dev.sluice.http.resource.WorkersResource;
import dev.sluice.http.security.Role;
import dev.sluice.http.source.Backend;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The table of routes: all that there is at the API, and who may. */
final class Routes {

  private static final String BATCHES = "/api/v1/batches";
  private static final String BATCH = BATCHES + "/{batchId}";
  private static final String TASKS = BATCH + "/tasks";
  private static final String TASK = TASKS + "/{taskId}";
  private static final String LETTERS = "/api/v1/dead-letters";
  private static final String LETTER = LETTERS + "/{letterId}";

  private static final String ACTIONS = "/api/v1/actions/";

  /** Exports, reports and the like at a time. */
  private static final int LONG_READS = 4;

  private Routes() {}

  /**
   * The table.
   *
   * @param running empty while the scheduler starts
   */
  static List<Route> of(HttpConfig config, Supplier<Optional<Backend>> running) {
    Supplier<Backend> backend =
        () ->
            running
                .get()
                .orElseThrow(() ->
                    Problems.soon(ProblemCode.RESTORING, "the scheduler starts; ask again")
                        .exception());
    var cursors = new Cursors(() -> backend.get().group());
    var recent = new RecentSubmissions();
    var health = new HealthResource(running);
    var batches = new BatchesResource(backend, cursors);
    var tasks = new TasksResource(backend, cursors);
    var explain = new ExplainResource(backend);
    var commands = new CommandsResource(backend, recent);
    var letters = new DeadLettersResource(backend, cursors);
    var reads = new LongReads(LONG_READS);
    var actions = new ActionsResource(backend, recent, reads, config.readOnly());
    return List.of(
        Route.open("/livez", health::live),
        Route.open("/readyz", health::ready),
        config.openMetrics()
            ? Route.open("/metrics", health::metrics)
            : Route.read("/metrics", health::metrics),
        Route.open("/openapi.json", new OpenApiResource()::document),
        Route.list(BATCHES, batches::list),
        Route.change(Role.OPERATOR, BATCHES, new SubmitResource(backend, recent)::submit),
        Route.read(BATCH, batches::describe),
        Route.read(BATCH + "/summary", batches::summary),
        Route.read(BATCH + "/explain", explain::batch),
        Route.read(BATCH + "/results", new ResultsResource(backend, cursors, reads)::list),
        Route.change(Role.OPERATOR, BATCH + "/start", commands::start),
        Route.change(Role.OPERATOR, BATCH + "/stop", commands::stop),
        Route.change(Role.OPERATOR, BATCH + "/cancel", commands::cancel),
        Route.change(Role.OPERATOR, BATCH + "/retry", commands::retry),
        Route.change(Role.ADMIN, BATCH + "/clear", commands::clear),
        Route.read(TASKS, tasks::list),
        Route.read(TASK, tasks::describe),
        Route.read(TASK + "/explain", explain::task),
        Route.change(Role.OPERATOR, TASK + "/cancel", commands::cancelTask),
        Route.read("/api/v1/workers", new WorkersResource(backend)::list),
        Route.stream("/api/v1/changes", new ChangesResource(backend, config.maxStreams())::stream),
        Route.read(LETTERS, letters::list),
        Route.read(LETTER, letters::show),
        Route.change(Role.ADMIN, LETTER + "/replay", letters::replay),
        Route.delete(Role.ADMIN, LETTER, letters::drop),
        Route.stream(BATCH + "/report", new ReportResource(backend, reads)::report),
        Route.stream(BATCH + "/export", new ExportResource(backend, reads)::export),
        Route.stream("/api/v1/compare", new CompareResource(backend, reads)::compare),
        Route.ask(ACTIONS + "status", actions.of(ActionName.STATUS)),
        Route.ask(ACTIONS + "results", actions.of(ActionName.RESULTS)),
        Route.ask(ACTIONS + "export", actions.of(ActionName.EXPORT)),
        Route.change(Role.OPERATOR, ACTIONS + "add", actions.of(ActionName.ADD)),
        Route.change(Role.OPERATOR, ACTIONS + "add_batch", actions.of(ActionName.ADD_BATCH)),
        Route.change(Role.OPERATOR, ACTIONS + "start", actions.of(ActionName.START)),
        Route.change(Role.OPERATOR, ACTIONS + "stop", actions.of(ActionName.STOP)),
        Route.change(Role.OPERATOR, ACTIONS + "cancel", actions.of(ActionName.CANCEL)),
        Route.change(Role.ADMIN, ACTIONS + "clear", actions.of(ActionName.CLEAR)));
  }
}
