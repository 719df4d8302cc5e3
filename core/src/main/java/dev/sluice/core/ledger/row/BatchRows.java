package dev.sluice.core.ledger.row;

import dev.sluice.core.ledger.Reason;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The bytes of a batch's header and of its options. */
public final class BatchRows {

  private static final int VERSION = 3;

  /** Of the header, which has the paths since then. */
  private static final int HEADER = 4;

  private static final BatchStatus[] STATUSES = BatchStatus.values();
  private static final OnFailure[] ON_FAILURES = OnFailure.values();
  private static final Mode[] MODES = Mode.values();

  private BatchRows() {}

  public static byte[] write(BatchRow row) {
    Life life = row.life();
    Tally tally = row.tally();
    BatchPolicy policy = row.policy();
    Backlog backlog = row.backlog();
    RowWriter header =
        new RowWriter(112)
            .tag(HEADER)
            .symbol(life.status())
            .flag(life.opened())
            .number(life.expected())
            .optional(life.stop() == null ? null : life.stop().name())
            .number(life.round())
            .number(life.openedAt())
            .number(life.finishedAt())
            .optional(life.stopText())
            .symbol(policy.onFailure())
            .number(policy.maxFailed())
            .real(policy.maxFailedPercent())
            .number(policy.window())
            .number(policy.deadline())
            .number(tally.received())
            .number(tally.missing())
            .number(tally.queued())
            .number(tally.active())
            .number(tally.started())
            .number(tally.succeeded())
            .number(tally.failed())
            .number(tally.timedOut())
            .number(tally.cancelled())
            .number(tally.skipped())
            .number(tally.rejected())
            .number(tally.spawned())
            .number(tally.cleanUps())
            .number(tally.outputs())
            .number(backlog.workHead())
            .number(backlog.workTail())
            .number(backlog.queueFloor())
            .number(row.edges().count())
            .flag(row.edges().all())
            .number(row.heardAt());
    adaptive(header, row.adaptive());
    long[] levels = row.paths().levels();
    header.number(levels.length);
    for (long tasks : levels) {
      header.number(tasks);
    }
    return header.row();
  }

  private static void adaptive(RowWriter row, @Nullable AdaptiveWindow adaptive) {
    row.flag(adaptive != null);
    if (adaptive != null) {
      row.text(adaptive.pool())
          .number(adaptive.slots())
          .number(adaptive.window())
          .number(adaptive.ended())
          .number(adaptive.failed());
    }
  }

  private static @Nullable AdaptiveWindow adaptive(RowReader row) {
    return row.flag()
        ? new AdaptiveWindow(row.text(), row.count(), row.count(), row.count(), row.count())
        : null;
  }

  public static BatchRow readBatch(byte[] bytes) {
    boolean withoutPaths = bytes[0] == VERSION;
    RowReader row = Versions.expect(withoutPaths ? VERSION : HEADER, bytes);
    Life life = life(row);
    BatchPolicy policy = policy(row);
    Tally tally = tally(row);
    Backlog backlog = backlog(row);
    Edges edges = edges(row);
    long heardAt = row.number();
    AdaptiveWindow adaptive = adaptive(row);
    Paths paths = withoutPaths ? Paths.NONE : paths(row);
    return new BatchRow(life, policy, tally, backlog, edges, paths, heardAt, adaptive);
  }

  private static Paths paths(RowReader row) {
    long[] levels = new long[row.count()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = row.number();
    }
    return Paths.of(levels);
  }

  private static Life life(RowReader row) {
    BatchStatus status = row.symbol(STATUSES);
    boolean opened = row.flag();
    long expected = row.number();
    String stop = row.optional();
    return new Life(
        status,
        opened,
        expected,
        stop == null ? null : Reason.valueOf(stop),
        row.count(),
        row.number(),
        row.number(),
        row.optional());
  }

  private static BatchPolicy policy(RowReader row) {
    return new BatchPolicy(
        row.symbol(ON_FAILURES), row.number(), row.real(), row.count(), row.number());
  }

  private static Tally tally(RowReader row) {
    return new Tally(
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number());
  }

  private static Edges edges(RowReader row) {
    return new Edges(row.number(), row.flag());
  }

  private static Backlog backlog(RowReader row) {
    return new Backlog(row.number(), row.number(), row.number());
  }

  public static byte[] write(Trace trace) {
    return new RowWriter(12).tag(VERSION).number(trace.lastRound()).number(trace.due()).row();
  }

  public static Trace readTrace(byte[] bytes) {
    RowReader row = Versions.expect(VERSION, bytes);
    return new Trace(row.count(), row.number());
  }

  public static byte[] write(BatchOptions options) {
    return new RowWriter(64)
        .tag(VERSION)
        .optional(options.name())
        .number(options.expectedTasks().orElse(-1))
        .flag(options.held())
        .symbol(options.onFailure())
        .number(options.maxFailed())
        .real(options.maxFailedPercent())
        .symbol(options.mode())
        .number(options.maxParallel())
        .number(options.deadline())
        .texts(options.labels())
        .number(options.openTimeoutMs())
        .row();
  }

  public static BatchOptions readOptions(byte[] bytes) {
    RowReader row = Versions.expect(VERSION, bytes);
    String name = row.optional();
    long expected = row.number();
    return new BatchOptions(
        name,
        expected < 0 ? OptionalLong.empty() : OptionalLong.of(expected),
        row.flag(),
        row.symbol(ON_FAILURES),
        row.number(),
        row.real(),
        row.symbol(MODES),
        row.count(),
        row.number(),
        row.texts(),
        row.number());
  }
}
