package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.Backlog;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.Edges;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.Tally;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.TaskRows;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making: the rows of one batch as they would be now. Reads see what was written
 * before; what is read once is not read again.
 */
final class Draft {

  private static final byte[] MARK = {1};

  private final String batchId;
  private final long at;
  private final LedgerView view;
  private final @Nullable BatchRow before;
  private @Nullable BatchRow batch;
  private final Map<String, @Nullable TaskRow> tasks = new HashMap<>();
  private final Map<String, StoredTask> stored = new HashMap<>();
  private final Set<String> changedTasks = new LinkedHashSet<>();
  private final Map<String, TaskSpec> specs = new HashMap<>();
  private final Map<String, byte[]> specRows = new HashMap<>();
  private final Map<String, Content> outputs = new HashMap<>();
  private final Map<String, NavigableSet<String>> dependants = new HashMap<>();
  private final WorkList work;
  private final WaitingLine line;
  private final List<RowWrite> writes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private @Nullable BatchOptions options;

  Draft(String batchId, long at, LedgerView view) {
    this.batchId = batchId;
    this.at = at;
    this.view = view;
    this.before = view.batch(batchId);
    this.batch = before;
    Backlog backlog = before == null ? Backlog.EMPTY : before.backlog();
    this.work = new WorkList(batchId, backlog, view);
    this.line = new WaitingLine(batchId, backlog.queueFloor(), view);
  }

  String batchId() {
    return batchId;
  }

  /** When the event happened. */
  long at() {
    return at;
  }

  /** Whether anything was heard of the batch before or in this event. */
  boolean known() {
    return batch != null;
  }

  /** The batch's header, begun now if nothing was known of the batch. */
  BatchRow batch() {
    if (batch == null) {
      batch = BatchRow.unopened(at);
    }
    return batch;
  }

  Life life() {
    return batch().life();
  }

  Tally tally() {
    return batch().tally();
  }

  Edges edges() {
    return batch().edges();
  }

  void put(Edges next) {
    batch = batch().with(next);
  }

  void put(BatchRow next) {
    batch = next;
  }

  void put(Life next) {
    batch = batch().with(next);
  }

  void put(Tally next) {
    batch = batch().with(next);
  }

  @Nullable BatchOptions options() {
    if (options == null) {
      options = view.options(batchId);
    }
    return options;
  }

  void put(BatchOptions next) {
    options = next;
    writes.add(new RowWrite(RowKeys.options(batchId), BatchRows.write(next)));
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
    changedTasks.add(taskId);
  }

  void forget(String taskId) {
    tasks.put(taskId, null);
    changedTasks.add(taskId);
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
    return first != null && (flawed || !first.equals(task));
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

  @Nullable Content output(String taskId) {
    Content output = outputs.get(taskId);
    return output != null ? output : view.output(batchId, taskId);
  }

  void put(String taskId, Content output) {
    outputs.put(taskId, output);
    writes.add(new RowWrite(RowKeys.output(batchId, taskId), TaskRows.write(output)));
  }

  void addEdge(String need, String dependant) {
    dependants.computeIfAbsent(need, key -> new TreeSet<>()).add(dependant);
    put(edges().withOneMore());
    writes.add(new RowWrite(RowKeys.edge(batchId, need, dependant), MARK));
  }

  /** Dependants of a task after this one, those of this very decision too. */
  List<String> dependants(String need, @Nullable String after, int limit) {
    List<String> stored = view.dependants(batchId, need, after, limit);
    NavigableSet<String> added = dependants.get(need);
    if (added == null) {
      return stored;
    }
    TreeSet<String> all = new TreeSet<>(after == null ? added : added.tailSet(after, false));
    all.addAll(stored);
    return all.stream().limit(limit).toList();
  }

  /**
   * Tasks of the batch after this one as they are now, by id; the last page may be short or empty.
   */
  List<LedgerView.TaskEntry> tasks(@Nullable String after, int limit) {
    List<LedgerView.TaskEntry> stored = view.tasks(batchId, after, limit);
    TreeMap<String, TaskRow> now = new TreeMap<>();
    stored.forEach(entry -> now.put(entry.taskId(), entry.row()));
    boolean last = stored.size() < limit;
    for (String taskId : changedTasks) {
      boolean onPage =
          (after == null || taskId.compareTo(after) > 0)
              && (last || taskId.compareTo(stored.getLast().taskId()) <= 0);
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

  WorkList work() {
    return work;
  }

  WaitingLine line() {
    return line;
  }

  void put(Timer timer) {
    writes.add(new RowWrite(RowKeys.timer(timer), MARK));
  }

  void delete(Timer timer) {
    writes.add(new RowWrite(RowKeys.timer(timer), null));
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void ignore(@Nullable String taskId, Reason reason) {
    effect(new Effect.Ignored(batchId, taskId, reason));
  }

  void reject(@Nullable String taskId, Reason reason, String detail) {
    effect(new Effect.Rejected(batchId, taskId, reason, detail));
  }

  Decision decision() {
    if (batch != null) {
      batch = batch.with(new Backlog(work.head(), work.tail(), line.floor()));
      announceChange(batch);
      line.writeTo(writes);
      work.writeTo(writes);
      changedTasks.forEach(this::writeTask);
      markWork(batch);
    }
    return new Decision(Objects.equals(batch, before) ? null : batch, writes, effects);
  }

  private void writeTask(String taskId) {
    TaskRow row = tasks.get(taskId);
    byte[] value = row == null ? null : taskRow(taskId, row);
    writes.add(new RowWrite(RowKeys.task(batchId, taskId), value));
  }

  /** The row of a task; what was submitted goes into it or into a row of its own. */
  private byte[] taskRow(String taskId, TaskRow row) {
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
      case TaskRow.Ended ended -> rowBeside(row, taskId, spec);
      case TaskRow.Waiting waiting -> rowBeside(row, taskId, spec);
      case TaskRow.Missing missing -> StoredTask.row(row);
    };
  }

  /** A task that waits changes often, and one that failed may run again. */
  private byte[] rowBeside(TaskRow row, String taskId, byte[] spec) {
    writes.add(new RowWrite(RowKeys.spec(batchId, taskId), spec));
    return StoredTask.row(row);
  }

  private void markWork(BatchRow now) {
    boolean hadWork = before != null && before.backlog().hasWork();
    if (now.backlog().hasWork()) {
      effects.add(new Effect.MoreWork(batchId));
      if (!hadWork) {
        writes.add(new RowWrite(RowKeys.workMark(batchId), MARK));
      }
    } else if (hadWork) {
      writes.add(new RowWrite(RowKeys.workMark(batchId), null));
    }
  }

  private void announceChange(BatchRow now) {
    if (before != null && before.life().equals(now.life())) {
      return;
    }
    effects.add(Effect.BatchChanged.of(batchId, now.life(), options()));
  }
}
