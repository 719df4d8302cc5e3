package dev.sluice.http;

import dev.sluice.http.page.Cursors;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.Problems;
import dev.sluice.http.resource.BatchesResource;
import dev.sluice.http.resource.ChangesResource;
import dev.sluice.http.resource.CommandsResource;
import dev.sluice.http.resource.DeadLettersResource;
import dev.sluice.http.resource.ExplainResource;
import dev.sluice.http.resource.HealthResource;
import dev.sluice.http.resource.OpenApiResource;
import dev.sluice.http.resource.RecentSubmissions;
import dev.sluice.http.resource.ResultsResource;
import dev.sluice.http.resource.SubmitResource;
import dev.sluice.http.resource.TasksResource;
import dev.sluice.http.resource.WorkersResource;
import dev.sluice.http.security.Role;
import dev.sluice.http.source.Backend;
import java.security.SecureRandom;
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
    var cursors = new Cursors(new SecureRandom());
    var recent = new RecentSubmissions();
    var health = new HealthResource(running);
    var batches = new BatchesResource(backend, cursors);
    var tasks = new TasksResource(backend, cursors);
    var explain = new ExplainResource(backend);
    var commands = new CommandsResource(backend, recent);
    var letters = new DeadLettersResource(backend, cursors);
    return List.of(
        Route.open("/livez", health::live),
        Route.open("/readyz", health::ready),
        config.openMetrics()
            ? Route.open("/metrics", health::metrics)
            : Route.read("/metrics", health::metrics),
        Route.open("/openapi.json", new OpenApiResource()::document),
        Route.read(BATCHES, batches::list),
        Route.change(Role.OPERATOR, BATCHES, new SubmitResource(backend, recent)::submit),
        Route.read(BATCH, batches::describe),
        Route.read(BATCH + "/summary", batches::summary),
        Route.read(BATCH + "/explain", explain::batch),
        Route.read(BATCH + "/results", new ResultsResource(backend, cursors)::list),
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
        Route.delete(Role.ADMIN, LETTER, letters::drop));
  }
}
