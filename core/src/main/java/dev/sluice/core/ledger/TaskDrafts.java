package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.TaskRows;
import dev.sluice.core.task.TaskSpec;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tasks of a decision in the making: where each is now, and what was submitted as it. */
final class TaskDrafts {

  private final String batchId;
  private final LedgerView view;
  private final Map<String, @Nullable TaskRow> tasks = new HashMap<>();
  private final Map<String, StoredTask> stored = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Map<String, TaskSpec> specs = new HashMap<>();
  private final Map<String, byte[]> specRows = new HashMap<>();

  TaskDrafts(String batchId, LedgerView view) {
    this.batchId = batchId;
    this.view = view;
  }

  @Nullable TaskRow task(String taskId) {
    if (tasks.containsKey(taskId)) {
      return tasks.get(taskId);
    }
    StoredTask found = view.task(batchId, taskId);
    if (found != null) {
      stored.put(taskId, found);
    }
    TaskRow row = found == null ? null : found.state();
    tasks.put(taskId, row);
    return row;
  }

  void put(String taskId, TaskRow row) {
    tasks.put(taskId, row);
    changed.add(taskId);
  }

  void forget(String taskId) {
    tasks.put(taskId, null);
    changed.add(taskId);
  }

  /** What was submitted as this task, which has to exist. */
  TaskSpec spec(String taskId) {
    TaskSpec spec = findSpec(taskId);
    if (spec == null) {
      throw new IllegalStateException("no submission row for " + batchId + "/" + taskId);
    }
    return spec;
  }

  private @Nullable TaskSpec findSpec(String taskId) {
    TaskSpec spec = specs.get(taskId);
    if (spec == null) {
      StoredTask row = storedTask(taskId);
      spec = row == null ? null : row.spec();
      if (spec == null) {
        spec = view.spec(batchId, taskId);
      }
      if (spec != null) {
        specs.put(taskId, spec);
      }
    }
    return spec;
  }

  /** Whether another task was submitted under this id, as far as that is still known. */
  boolean conflicts(TaskSpec task, boolean flawed) {
    StoredTask row = storedTask(task.id());
    if (row != null && row.knowsSpec()) {
      return flawed || !row.isOf(task);
    }
    TaskSpec first = findSpec(task.id());
    return first != null && (flawed || !first.untraced().equals(task.untraced()));
  }

  private @Nullable StoredTask storedTask(String taskId) {
    task(taskId);
    return stored.get(taskId);
  }

  /** A task is submitted by this very event. */
  void put(TaskSpec spec) {
    specs.put(spec.id(), spec);
    specRows.put(spec.id(), TaskRows.write(spec));
  }

  /**
   * Tasks of the batch after this one as they are now, by id; the last page may be short or empty.
   */
  List<LedgerView.TaskEntry> page(@Nullable String after, int limit) {
    List<LedgerView.TaskEntry> found = view.tasks(batchId, after, limit);
    TreeMap<String, TaskRow> now = new TreeMap<>();
    found.forEach(entry -> now.put(entry.taskId(), entry.row()));
    boolean last = found.size() < limit;
    for (String taskId : changed) {
      boolean onPage =
          (after == null || taskId.compareTo(after) > 0)
              && (last || taskId.compareTo(found.getLast().taskId()) <= 0);
      TaskRow row = tasks.get(taskId);
      if (onPage && row != null) {
        now.put(taskId, row);
      }
    }
    return now.entrySet().stream()
        .limit(limit)
        .map(entry -> new LedgerView.TaskEntry(entry.getKey(), entry.getValue()))
        .toList();
  }

  void writeTo(List<RowWrite> writes) {
    changed.forEach(taskId -> write(taskId, writes));
  }

  private void write(String taskId, List<RowWrite> writes) {
    TaskRow row = tasks.get(taskId);
    byte[] value = row == null ? null : row(taskId, row, writes);
    writes.add(new RowWrite(RowKeys.task(batchId, taskId), value));
  }

  /** The row of a task; what was submitted goes into it or into a row of its own. */
  private byte[] row(String taskId, TaskRow row, List<RowWrite> writes) {
    byte[] spec = specRows.get(taskId);
    StoredTask before = stored.get(taskId);
    if (spec == null && before != null) {
      spec = before.specRow();
    }
    if (spec == null) {
      return StoredTask.row(row);
    }
    return switch (row) {
      case TaskRow.Queued queued -> StoredTask.rowWithSpec(row, spec);
      case TaskRow.Delayed delayed -> StoredTask.rowWithSpec(row, spec);
      case TaskRow.Released released -> StoredTask.rowWithSpec(row, spec);
      case TaskRow.Ended ended when ended.succeeded() -> StoredTask.rowWithPrint(row, spec);
      case TaskRow.Ended ended -> rowBeside(row, taskId, spec, writes);
      case TaskRow.Waiting waiting -> rowBeside(row, taskId, spec, writes);
      case TaskRow.Missing missing -> StoredTask.row(row);
    };
  }

  /** A task that waits changes often, and one that failed may run again. */
  private byte[] rowBeside(TaskRow row, String taskId, byte[] spec, List<RowWrite> writes) {
    writes.add(new RowWrite(RowKeys.spec(batchId, taskId), spec));
    return StoredTask.row(row);
  }
}
