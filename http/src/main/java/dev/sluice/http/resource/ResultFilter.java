package dev.sluice.http.resource;

import dev.sluice.http.page.Params;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which results of a batch are asked for: the same parameters for a list and for an export. */
final class ResultFilter {

  private static final List<String> NAMES = List.of("status", "type", "group", "worker", "taskId");

  private ResultFilter() {}

  /** The parameters of a request that takes these and others. */
  static String[] and(String... others) {
    List<String> all = new ArrayList<>(NAMES);
    all.addAll(List.of(others));
    return all.toArray(String[]::new);
  }

  /** What the parameters let through. */
  static Predicate<Result> of(Params params) {
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
