package dev.sluice.http.resource;

import dev.sluice.core.task.TaskStatus;
import dev.sluice.http.json.TaskOut;
import dev.sluice.http.page.Cursors;
import dev.sluice.http.page.Params;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.source.Backend;
import dev.sluice.scheduler.view.BatchView;
import dev.sluice.scheduler.view.Page;
import dev.sluice.scheduler.view.TaskView;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The tasks of a batch: where each of them is. */
public final class TasksResource {

  private final Supplier<Backend> backend;
  private final Cursors cursors;

  public TasksResource(Supplier<Backend> backend, Cursors cursors) {
    this.backend = backend;
    this.cursors = cursors;
  }

  /** Submitted tasks by id. */
  public void list(Context request) {
    Params params =
        Params.of(request, "status", "type", "group", "worker", "sort", "limit", "cursor");
    String batchId = params.batchId();
    BatchView batch = backend.get().batch(batchId);
    Predicate<TaskView> which = which(params);
    var wanted =
        new Page.Wanted(params.place(cursors, params.list()), params.descending(), params.limit());
    Page<TaskView> page = backend.get().ledger().tasks(batch, which, wanted);
    String next = page.next() == null ? null : cursors.write(params.list(), page.next());
    Answer.json(request, Answer.page(page.items().stream().map(TaskOut::of).toList(), next));
  }

  private static Predicate<TaskView> which(Params params) {
    Set<TaskStatus> statuses = params.anyOf("status", TaskStatus.class);
    String type = params.text("type");
    String group = params.text("group");
    String worker = params.text("worker");
    if ((type != null || group != null) && statuses.contains(TaskStatus.SUCCEEDED)) {
      throw Params.invalid(
          "type and group of tasks that succeeded are not kept here; name other statuses as well,"
              + " as in status=queued,running,failed, or ask for the batch's results, which have"
              + " them");
    }
    return task ->
        statuses.contains(task.status())
            && (type == null || (task.spec() != null && type.equals(task.spec().type())))
            && (group == null || (task.spec() != null && group.equals(task.spec().group())))
            && (worker == null || (task.run() != null && worker.equals(task.run().workerId())));
  }

  /** One task. */
  public void describe(Context request) {
    Params params = Params.of(request);
    String batchId = params.batchId();
    BatchView batch = backend.get().batch(batchId);
    String taskId = params.taskId();
    TaskView task =
        backend
            .get()
            .ledger()
            .task(batch, taskId)
            .orElseThrow(() ->
                Problem.of(
                        ProblemCode.TASK_NOT_FOUND,
                        "batch %s has no task %s".formatted(batch.batchId(), taskId))
                    .exception());
    Answer.json(request, TaskOut.described(task));
  }
}
