package dev.sluice.http.resource;

import dev.sluice.http.json.ResultOut;
import dev.sluice.http.page.Cursors;
import dev.sluice.http.page.Params;
import dev.sluice.http.source.Backend;
import dev.sluice.http.source.ResultPages;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.view.BatchView;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The results of a batch, in the order in which they were recorded. */
public final class ResultsResource {

  private final Supplier<Backend> backend;
  private final Cursors cursors;

  public ResultsResource(Supplier<Backend> backend, Cursors cursors) {
    this.backend = backend;
    this.cursors = cursors;
  }

  /** Results; a page may be short or empty and have a next one all the same. */
  public void list(Context request) {
    Params params =
        Params.of(request, "status", "type", "group", "worker", "taskId", "limit", "cursor");
    String batchId = params.batchId();
    BatchView batch = backend.get().batch(batchId);
    Predicate<Result> which = which(params);
    String place = params.place(cursors, params.list());
    ResultPages.Found found =
        backend
            .get()
            .results()
            .page(batch, which, place == null ? null : Long.valueOf(place), params.limit());
    String next =
        found.next() == null ? null : cursors.write(params.list(), found.next().toString());
    Answer.json(request, Answer.page(found.results().stream().map(ResultOut::of).toList(), next));
  }

  private static Predicate<Result> which(Params params) {
    Set<TaskStatus> statuses = params.anyOf("status", TaskStatus.class);
    String type = params.text("type");
    String group = params.text("group");
    String worker = params.text("worker");
    String task = params.text("taskId");
    return result ->
        statuses.contains(result.getStatus())
            && fits(type, result.getType())
            && fits(group, result.getGroup())
            && fits(worker, result.getWorker())
            && fits(task, result.getTaskId());
  }

  private static boolean fits(@Nullable String wanted, @Nullable String found) {
    return wanted == null || wanted.equals(found);
  }
}
