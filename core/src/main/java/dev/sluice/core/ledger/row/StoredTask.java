package dev.sluice.core.ledger.row;

import dev.sluice.core.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The row of a task. A task that could run when it was submitted takes what was submitted along in
 * this row until it ends: one row for it, written twice. A task that has to wait keeps that in a
 * row of its own, because its state changes with every need.
 */
public final class StoredTask {

  /** What the names of both headers begin with. */
  private static final byte[] TRACE = "trace".getBytes(StandardCharsets.US_ASCII);

  private static final int STATE_ONLY = 0;
  private static final int WITH_SPEC = 1;
  private static final int WITH_PRINT = 2;

  private final byte[] row;
  private final TaskRow state;
  private final int tail;
  private final int tailAt;

  private StoredTask(byte[] row, TaskRow state, int tail, int tailAt) {
    this.row = row;
    this.state = state;
    this.tail = tail;
    this.tailAt = tailAt;
  }

  /**
   * The task in this row.
   *
   * @throws IllegalStateException if this version of Sluice did not write it
   */
  public static StoredTask of(byte[] row) {
    RowReader reader = Versions.expect(TaskRows.VERSION, row);
    TaskRow state = TaskRows.readState(reader);
    int tail = reader.tag();
    return new StoredTask(row, state, tail, reader.position());
  }

  /** The row of a task that nothing more is known of than where it is. */
  public static byte[] row(TaskRow state) {
    return begin(state, 0).tag(STATE_ONLY).row();
  }

  /** The row of a task with what was submitted, as {@link TaskRows#write(TaskSpec)} gives it. */
  public static byte[] rowWithSpec(TaskRow state, byte[] spec) {
    return begin(state, spec.length).tag(WITH_SPEC).raw(spec).row();
  }

  /** The row of a task of which only as much is kept as tells whether another was submitted. */
  public static byte[] rowWithPrint(TaskRow state, byte[] spec) {
    return begin(state, 10).tag(WITH_PRINT).number(print(spec)).row();
  }

  private static RowWriter begin(TaskRow state, int more) {
    RowWriter row = new RowWriter(32 + more).tag(TaskRows.VERSION);
    TaskRows.writeState(row, state);
    return row;
  }

  public TaskRow state() {
    return state;
  }

  /** What was submitted, if that is in this row. */
  public @Nullable TaskSpec spec() {
    byte[] spec = specRow();
    return spec == null ? null : TaskRows.readSpec(spec);
  }

  /** What was submitted as a row of its own, if that is in this row. */
  public byte @Nullable [] specRow() {
    return tail == WITH_SPEC ? Arrays.copyOfRange(row, tailAt, row.length) : null;
  }

  /** Whether this row tells what was submitted, if only by its print. */
  public boolean knowsSpec() {
    return tail != STATE_ONLY;
  }

  /** Whether this was submitted, as far as the row tells. */
  public boolean isOf(TaskSpec task) {
    return switch (tail) {
      case WITH_SPEC -> {
        TaskSpec first = spec();
        yield first != null && task.untraced().equals(first.untraced());
      }
      case WITH_PRINT -> new RowReader(row, tailAt).number() == print(TaskRows.write(task));
      default -> true;
    };
  }

  /** Of what the task is: the trace in which it was submitted is no part of that. */
  private static long print(byte[] spec) {
    byte[] untraced = mayBeTraced(spec) ? TaskRows.write(TaskRows.readSpec(spec).untraced()) : spec;
    CRC32C print = new CRC32C();
    print.update(untraced);
    return print.getValue();
  }

  /** Tells nearly all rows from those that have to be read for it. */
  private static boolean mayBeTraced(byte[] spec) {
    for (int at = 0; at <= spec.length - TRACE.length; at++) {
      if (spec[at] == TRACE[0]
          && Arrays.equals(spec, at, at + TRACE.length, TRACE, 0, TRACE.length)) {
        return true;
      }
    }
    return false;
  }
}
