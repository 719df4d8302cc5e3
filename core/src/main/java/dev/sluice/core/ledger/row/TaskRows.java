package dev.sluice.core.ledger.row;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a task's state, of what was submitted and of its output. */
public final class TaskRows {

  static final int VERSION = 4;
  private static final int MISSING = 0;
  private static final int WAITING = 1;
  private static final int DELAYED = 2;
  private static final int QUEUED = 3;
  private static final int RELEASED = 4;
  private static final int ENDED = 5;

  /** Added to the state of a row that has a chain; without one it is as it ever was. */
  private static final int CHAINED = 16;

  private static final Priority[] PRIORITIES = Priority.values();
  private static final RunIf[] RUN_IFS = RunIf.values();
  private static final TaskRow.Output[] OUTPUTS = TaskRow.Output.values();
  private static final TaskStatus[] STATUSES = TaskStatus.values();
  private static final RetryPlan.Policy[] POLICIES = RetryPlan.Policy.values();

  private TaskRows() {}

  static void writeState(RowWriter row, TaskRow task) {
    switch (task) {
      case TaskRow.Missing() -> row.tag(MISSING);
      case TaskRow.Waiting(long sequence, Priority priority, RunIf runIf, String watched) ->
          row.tag(WAITING).number(sequence).symbol(priority).symbol(runIf).text(watched);
      case TaskRow.Delayed(Turn turn, long due) -> turn(row, DELAYED, turn).number(due);
      case TaskRow.Queued(Turn turn) -> turn(row, QUEUED, turn);
      case TaskRow.Released(Turn turn, long releasedAt, long leaseDue) ->
          turn(row, RELEASED, turn).number(releasedAt).number(leaseDue);
      case TaskRow.Ended(TaskStatus status, TaskRow.Output output, long sequence, Chain chain) ->
          chain(row, ENDED, chain).symbol(status).symbol(output).number(sequence);
    }
  }

  private static RowWriter chain(RowWriter row, int state, Chain chain) {
    return chain.isNone()
        ? row.tag(state)
        : row.tag(state | CHAINED)
            .number(chain.micros())
            .number(chain.tasks())
            .optional(chain.need());
  }

  private static Chain chain(RowReader row, int tag) {
    return (tag & CHAINED) == 0 ? Chain.NONE : new Chain(row.number(), row.count(), row.optional());
  }

  static TaskRow readState(RowReader row) {
    int tag = row.tag();
    Chain chain = chain(row, tag);
    return switch (tag & ~CHAINED) {
      case MISSING -> new TaskRow.Missing();
      case WAITING ->
          new TaskRow.Waiting(
              row.number(), row.symbol(PRIORITIES), row.symbol(RUN_IFS), row.text());
      case DELAYED -> new TaskRow.Delayed(turn(row, chain), row.number());
      case QUEUED -> new TaskRow.Queued(turn(row, chain));
      case RELEASED -> new TaskRow.Released(turn(row, chain), row.number(), row.number());
      case ENDED ->
          new TaskRow.Ended(row.symbol(STATUSES), row.symbol(OUTPUTS), row.number(), chain);
      default -> throw new IllegalStateException("task row has state " + tag);
    };
  }

  private static RowWriter turn(RowWriter row, int state, Turn turn) {
    long slot = turn.slot();
    chain(row, state, turn.chain())
        .tag(QueueSlot.priority(slot))
        .number(QueueSlot.remainingPath(slot))
        .number(QueueSlot.sequence(slot))
        .number(turn.queuedAt())
        .number(turn.releases())
        .number(turn.attempts())
        .number(turn.lost());
    return details(row, turn.details());
  }

  private static RowWriter details(RowWriter row, @Nullable Content details) {
    row.flag(details != null);
    return details == null ? row : row.text(details.type()).bytes(details.bytes());
  }

  private static @Nullable Content details(RowReader row) {
    if (!row.flag()) {
      return null;
    }
    String type = row.text();
    return new Content(row.bytes(), type);
  }

  private static Turn turn(RowReader row, Chain chain) {
    long slot = QueueSlot.of(PRIORITIES[row.tag()], row.count(), row.number());
    return new Turn(slot, row.number(), row.count(), row.count(), row.count(), details(row), chain);
  }

  /** The row of what was submitted. */
  public static byte[] write(TaskSpec task) {
    RowWriter row =
        new RowWriter(96 + task.payload().size())
            .tag(VERSION)
            .text(task.id())
            .optional(task.name())
            .text(task.type())
            .text(task.payload().type())
            .bytes(task.payload().bytes())
            .number(task.needs().size());
    task.needs().forEach(row::text);
    row.symbol(task.runIf()).symbol(task.priority()).number(task.timeoutMs());
    retry(row, task.retry());
    row.text(task.pool()).optional(task.group()).number(task.notBefore());
    cache(row, task.cache());
    return row.flag(task.inputs())
        .texts(task.headers())
        .flag(task.awaitOpen())
        .number(task.remainingPath())
        .row();
  }

  public static TaskSpec readSpec(byte[] bytes) {
    RowReader row = Versions.expect(VERSION, bytes);
    String id = row.text();
    String name = row.optional();
    String type = row.text();
    String contentType = row.text();
    return new TaskSpec(
        id,
        name,
        type,
        new Content(row.bytes(), contentType),
        needs(row),
        row.symbol(RUN_IFS),
        row.symbol(PRIORITIES),
        row.number(),
        retry(row),
        row.text(),
        row.optional(),
        row.number(),
        cache(row),
        row.flag(),
        row.texts(),
        row.flag(),
        row.count());
  }

  public static byte[] write(Content output) {
    return new RowWriter(output.size() + 32)
        .tag(VERSION)
        .text(output.type())
        .bytes(output.bytes())
        .row();
  }

  public static Content readOutput(byte[] bytes) {
    RowReader row = Versions.expect(VERSION, bytes);
    String type = row.text();
    return new Content(row.bytes(), type);
  }

  private static List<String> needs(RowReader row) {
    int size = row.count();
    List<String> needs = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      needs.add(row.text());
    }
    return needs;
  }

  private static void cache(RowWriter row, @Nullable CacheUse cache) {
    row.flag(cache != null);
    if (cache != null) {
      row.optional(cache.key()).number(cache.ttlMs());
    }
  }

  private static @Nullable CacheUse cache(RowReader row) {
    return row.flag() ? new CacheUse(row.optional(), row.number()) : null;
  }

  private static void retry(RowWriter row, @Nullable RetryPlan retry) {
    row.flag(retry != null);
    if (retry != null) {
      row.symbol(retry.policy())
          .number(retry.maxRetries())
          .number(retry.delay().toMillis())
          .real(retry.multiplier())
          .number(retry.maxDelay().toMillis())
          .real(retry.jitter())
          .flag(retry.retryOnTimeout());
    }
  }

  private static @Nullable RetryPlan retry(RowReader row) {
    return row.flag()
        ? new RetryPlan(
            row.symbol(POLICIES),
            row.count(),
            Duration.ofMillis(row.number()),
            row.real(),
            Duration.ofMillis(row.number()),
            row.real(),
            row.flag())
        : null;
  }
}
