package dev.sluice.core.ledger.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
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
            "key",
            false,
            Map.of("h", "v", "g", ""),
            true);
    assertThat(TaskRows.readSpec(TaskRows.write(task))).isEqualTo(task);
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
            Map.of("team", "blue"));
    assertThat(BatchRows.readOptions(BatchRows.write(options))).isEqualTo(options);
    BatchRow row =
        new BatchRow(
            new Life(BatchStatus.PAUSED, true, 7, Reason.DEADLINE, 2, 5, 6),
            BatchPolicy.of(options),
            new Tally(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            new Backlog(12, 13, Long.MAX_VALUE));
    assertThat(BatchRows.readBatch(BatchRows.write(row))).isEqualTo(row);
  }

  @Test
  void everyKindOfWorkComesBack() {
    for (Work work :
        List.of(
            new Work.Settle("a", null),
            new Work.Settle("a", "b"),
            new Work.StopRest("z"),
            new Work.FindMissing(null),
            new Work.FindStuck("q"),
            new Work.FollowNeeds("a", "b", "c", 8, 3),
            new Work.RejectCycle("a", "b", 3, "path"),
            new Work.Admit())) {
      assertThat(WorkRows.read(WorkRows.write(work))).isEqualTo(work);
    }
  }

  @Test
  void aTimerComesBackFromItsKey() {
    Timer deadline = new Timer(5, "batch", null);
    Timer delay = new Timer(1L << 50, "batch", "t/1");
    assertThat(RowKeys.timer(RowKeys.timer(deadline))).isEqualTo(deadline);
    assertThat(RowKeys.timer(RowKeys.timer(delay))).isEqualTo(delay);
  }

  @Test
  void aRowOfALaterLayoutIsNotMisread() {
    byte[] row = TaskRows.write(new TaskRow.Missing());
    row[0] = 9;
    assertThatThrownBy(() -> TaskRows.readTask(row)).hasMessageContaining("layout 9");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbersOfAnySizeComeBack(long number) {
    assertThat(new RowReader(new RowWriter(0).number(number).row()).number()).isEqualTo(number);
  }
}
