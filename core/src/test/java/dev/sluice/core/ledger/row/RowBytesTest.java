package dev.sluice.core.ledger.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBytesTest {

  @Test
  void aTaskComesBackAsItWasSubmitted() {
    TaskSpec task =
        new TaskSpec(
            "a/b@1",
            "Name \u00e4\ud83d\ude00",
            "exec",
            new Content(new byte[] {0, 1, -1}, "application/octet-stream"),
            List.of("x", "y", "x"),
            RunIf.ALWAYS,
            Priority.BACKGROUND,
            30_000,
            new RetryPlan(
                RetryPlan.Policy.EXPONENTIAL,
                3,
                Duration.ofSeconds(1),
                1.5,
                Duration.ofMinutes(1),
                0.2,
                true),
            "gpu",
            "group",
            1_800_000_000_000_000L,
            new CacheUse("key", 60_000),
            false,
            Map.of("h", "v", "g", ""),
            true,
            7);
    assertThat(TaskRows.readSpec(TaskRows.write(task))).isEqualTo(task);
  }

  @Test
  void aTaskRowTellsWhatWasSubmittedWhereverThatIsKept() {
    TaskSpec task = spec("a");
    byte[] submitted = TaskRows.write(task);
    TaskRow released = new TaskRow.Released(new Turn(4, 2, 1, 0, 0, null, Chain.NONE), 3, 0);

    StoredTask whole = StoredTask.of(StoredTask.rowWithSpec(released, submitted));
    assertThat(whole.state()).isEqualTo(released);
    assertThat(whole.spec()).isEqualTo(task);
    assertThat(whole.specRow()).isEqualTo(submitted);
    assertThat(whole.isOf(task)).isTrue();
    assertThat(whole.isOf(spec("b"))).isFalse();

    TaskRow ended =
        new TaskRow.Ended(TaskStatus.SUCCEEDED, TaskRow.Output.KEPT, 0, new Chain(5, 2, "x"));
    StoredTask print = StoredTask.of(StoredTask.rowWithPrint(ended, submitted));
    assertThat(print.state()).isEqualTo(ended);
    assertThat(print.spec()).isNull();
    assertThat(print.isOf(task)).isTrue();
    assertThat(print.isOf(spec("b"))).isFalse();

    assertThat(StoredTask.of(StoredTask.row(ended)).knowsSpec()).isFalse();
  }

  @Test
  void aTaskRowWithoutAChainIsAsItWasBeforeThereWereChains() {
    Map<String, TaskRow> rows =
        Map.of(
            "040505000e00",
            new TaskRow.Ended(TaskStatus.FAILED, TaskRow.Output.NONE, 7, Chain.NONE),
            "040400feff7f088080f281838985060204020114746578742f706c61696e040102e887f281838985061200",
            new TaskRow.Released(
                turn(new Content(new byte[] {1, 2}, "text/plain"), Chain.NONE),
                1_700_000_000_000_500L,
                9),
            "040300feff7f088080f281838985060204020000",
            new TaskRow.Queued(turn(null, Chain.NONE)));
    rows.forEach((hex, row) -> {
      assertThat(HexFormat.of().formatHex(StoredTask.row(row))).isEqualTo(hex);
      assertThat(StoredTask.of(HexFormat.of().parseHex(hex)).state()).isEqualTo(row);
    });
  }

  @Test
  void aTaskRowRemembersItsLongestChain() {
    Chain chain = new Chain(1_000_000_000_000L, 70_000, "need/1");
    List<TaskRow> rows =
        List.of(
            new TaskRow.Ended(TaskStatus.SUCCEEDED, TaskRow.Output.KEPT, 0, chain),
            new TaskRow.Queued(turn(null, chain)),
            new TaskRow.Delayed(turn(null, chain), 77),
            new TaskRow.Released(turn(new Content(new byte[9], "x"), chain), 1, 2));
    for (TaskRow row : rows) {
      assertThat(StoredTask.of(StoredTask.row(row)).state()).isEqualTo(row);
    }
  }

  private static Turn turn(Content details, Chain chain) {
    return new Turn(4, 1_700_000_000_000_000L, 1, 2, 1, details, chain);
  }

  private static TaskSpec spec(String id) {
    return new TaskSpec(
        id,
        null,
        "noop",
        new Content(new byte[] {1}, Content.JSON),
        List.of(),
        RunIf.SUCCESS,
        Priority.NORMAL,
        0,
        null,
        "default",
        null,
        0,
        null,
        true,
        Map.of(),
        false,
        7);
  }

  @Test
  void aBatchAndItsOptionsComeBack() {
    BatchOptions options =
        new BatchOptions(
            null,
            OptionalLong.of(7),
            true,
            OnFailure.FAIL_FAST,
            3,
            2.5,
            Mode.PARALLEL,
            8,
            99,
            Map.of("team", "blue"),
            77);
    assertThat(BatchRows.readOptions(BatchRows.write(options))).isEqualTo(options);
    BatchRow row =
        new BatchRow(
            new Life(BatchStatus.PAUSED, true, 7, Reason.DEADLINE, 2, 5, 6, "enough"),
            BatchPolicy.of(options),
            new Tally(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14),
            new Backlog(12, 13, Long.MAX_VALUE),
            new Edges(14, true),
            Paths.NONE.with(1).with(3).with(3).with(40_000),
            15,
            new AdaptiveWindow("gpu", -1, 16, 3, 2));
    assertThat(BatchRows.readBatch(BatchRows.write(row))).isEqualTo(row);
  }

  @Test
  void everyKindOfWorkComesBack() {
    for (Work work :
        List.of(
            new Work.Settle("a", null),
            new Work.Settle("a", "b"),
            new Work.StopRest("z"),
            new Work.SpreadEdges("y"),
            new Work.FindMissing(null),
            new Work.FindStuck("q"),
            new Work.FollowNeeds("a", "b", "c", 8, 3),
            new Work.RejectCycle("a", "b", 3, "path"),
            new Work.Restart("a"),
            new Work.Begin(null),
            new Work.Spawn(
                List.of(new Event.Spawned(spec("c"), null), new Event.Spawned(spec("d"), "odd"))),
            new Work.DropOutputs(RowKeys.cursor(RowKeys.output("b", "t"))),
            new Work.Clear(3, null),
            new Work.Admit())) {
      assertThat(WorkRows.read(WorkRows.write(work))).isEqualTo(work);
    }
  }

  @Test
  void aTimerComesBackFromItsKey() {
    Timer deadline = Timer.of(Timer.Kind.DEADLINE, 5, "batch");
    Timer delay = Timer.release(1L << 50, "batch", "t/1");
    assertThat(RowKeys.timer(RowKeys.timer(deadline))).isEqualTo(deadline);
    assertThat(RowKeys.timer(RowKeys.timer(delay))).isEqualTo(delay);
  }

  @Test
  void aRowOfALaterLayoutIsNotMisread() {
    byte[] row = StoredTask.row(new TaskRow.Missing());
    row[0] = 9;
    assertThatThrownBy(() -> StoredTask.of(row)).hasMessageContaining("layout 9");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbersOfAnySizeComeBack(long number) {
    assertThat(new RowReader(new RowWriter(0).number(number).row()).number()).isEqualTo(number);
  }
}
