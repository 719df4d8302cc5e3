package dev.sluice.core.ledger;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.row.Backlog;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.Edges;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.Tally;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.TaskRows;
import dev.sluice.core.ledger.row.Trace;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
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
  private final TaskDrafts tasks;
  private final Map<String, Content> outputs = new HashMap<>();
  private final Map<String, NavigableSet<String>> dependants = new HashMap<>();
  private final WorkList work;
  private final WaitingLine line;
  private final List<RowWrite> writes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private @Nullable BatchOptions options;
  private boolean forgotten;

  Draft(String batchId, long at, LedgerView view) {
    this.batchId = batchId;
    this.at = at;
    this.view = view;
    this.tasks = new TaskDrafts(batchId, view);
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
      Trace trace = view.trace(batchId);
      int before = trace == null ? 0 : trace.lastRound();
      int round = Math.min(before + 1, ReleaseNumber.LAST_ROUND);
      batch = BatchRow.unopened(at, round);
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

  /** Whether the batch became known in this very event. */
  boolean begun() {
    return before == null && batch != null;
  }

  /** The fencing token of a release. */
  int releaseNumber(TaskRow.Released released) {
    return ReleaseNumber.of(life().round(), released.turn().releases());
  }

  /** Whether somebody has to tell the batch when the live workers change. */
  void followWorkers(boolean follow) {
    write(RowKeys.adaptive(batchId), follow ? MARK : null);
  }

  /** Deletes the next rows of a table behind a cursor, and tells their keys. */
  List<byte[]> deleteRows(char table, @Nullable String after, int limit) {
    List<byte[]> keys = view.keys(batchId, table, after, limit);
    keys.forEach(key -> writes.add(new RowWrite(key, null)));
    return keys;
  }

  /** Deletes the next outputs behind a cursor, those of this very decision too. */
  List<byte[]> deleteOutputs(@Nullable String after, int limit) {
    List<byte[]> keys = deleteRows('P', after, limit);
    outputs.keySet().forEach(id -> writes.add(new RowWrite(RowKeys.output(batchId, id), null)));
    outputs.clear();
    return keys;
  }

  /** What is left of an earlier batch of this id. */
  @Nullable Trace trace() {
    return view.trace(batchId);
  }

  void write(byte[] key, byte @Nullable [] value) {
    writes.add(new RowWrite(key, value));
  }

  /** Nothing is known of the batch from here on, as if it had never been. */
  void forgetBatch() {
    forgotten = true;
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
    return tasks.task(taskId);
  }

  void put(String taskId, TaskRow row) {
    tasks.put(taskId, row);
  }

  void forget(String taskId) {
    tasks.forget(taskId);
  }

  /** What was submitted as this task, which has to exist. */
  TaskSpec spec(String taskId) {
    return tasks.spec(taskId);
  }

  /** Whether another task was submitted under this id, as far as that is still known. */
  boolean conflicts(TaskSpec task, boolean flawed) {
    return tasks.conflicts(task, flawed);
  }

  /** A task is submitted by this very event. */
  void put(TaskSpec spec) {
    tasks.put(spec);
  }

  /** Tasks of the batch after this one as they are now, by id. */
  List<LedgerView.TaskEntry> tasks(@Nullable String after, int limit) {
    return tasks.page(after, limit);
  }

  @Nullable Content output(String taskId) {
    Content output = outputs.get(taskId);
    return output != null ? output : view.output(batchId, taskId);
  }

  /** What the results cache has under a key. */
  @Nullable CachedOutput cached(String key) {
    return view.cached(key);
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
    if (forgotten) {
      work.writeTo(writes);
      return new Decision(null, writes, effects);
    }
    if (batch != null) {
      batch = batch.with(new Backlog(work.head(), work.tail(), line.floor()));
      announceChange(batch);
      line.writeTo(writes);
      work.writeTo(writes);
      tasks.writeTo(writes);
      markWork(batch);
    }
    return new Decision(Objects.equals(batch, before) ? null : batch, writes, effects);
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
    boolean same = before != null && before.life().equals(now.life());
    if (same || now.life().stop() == Reason.CLEARED) {
      return;
    }
    effects.add(Effect.BatchChanged.of(batchId, now, options()));
  }
}
