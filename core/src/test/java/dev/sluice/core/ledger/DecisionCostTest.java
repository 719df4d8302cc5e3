package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What a decision allocates: a figure that does not depend on how busy the machine is. Each bound
 * is what a decision allocated when it was set, and a quarter more; interpreted code allocates 6 %
 * more than compiled code. Whoever makes it cheaper lowers the bound; whoever makes it dearer says
 * why.
 */
class DecisionCostTest {

  /** Bytes for a submission that is released at once: the task row, the release, the header. */
  private static final long BYTES_A_SUBMISSION = 4_870;

  /** Bytes for a report of a task that nobody needs: the task row, the result, the header. */
  private static final long BYTES_A_REPORT = 4_310;

  /**
   * Bytes for a submission that waits for the task before it: its two rows, an edge, the header.
   */
  private static final long BYTES_A_WAITING_SUBMISSION = 5_790;

  /** Bytes for a report that releases the next task of a chain. */
  private static final long BYTES_A_CHAIN_STEP = 8_880;

  private static final int WARM_UP = 40;
  private static final int ROUNDS = 15;
  private static final int TASKS = 200;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aTaskThatNobodyNeeds() {
    long[][] costs = costs(i -> Story.task(id(i)));

    assertThat(median(costs[0])).as("bytes a submission").isLessThan(BYTES_A_SUBMISSION);
    assertThat(median(costs[1])).as("bytes a report").isLessThan(BYTES_A_REPORT);
  }

  @Test
  void aStepOfAChain() {
    long[][] costs = costs(i -> i == 0 ? Story.task(id(i)) : Story.task(id(i), id(i - 1)));

    assertThat(median(costs[0]))
        .as("bytes a waiting submission")
        .isLessThan(BYTES_A_WAITING_SUBMISSION);
    assertThat(median(costs[1])).as("bytes a step").isLessThan(BYTES_A_CHAIN_STEP);
  }

  /** Bytes of submissions and of reports, each per decision, round by round. */
  private long[][] costs(Function<Integer, TaskSpec> task) {
    for (int round = 0; round < WARM_UP; round++) {
      new Round(task).run();
    }
    long[][] costs = new long[2][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Round measured = new Round(task);
      measured.run();
      costs[0][round] = measured.submissionBytes / TASKS;
      costs[1][round] = measured.reportBytes / TASKS;
    }
    return costs;
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String id(int i) {
    return "task-%04d".formatted(i);
  }

  /** One batch from its first submission to its last report. */
  private final class Round {
    private final Ledger ledger = new Ledger(Limits.DEFAULT, Terms.DEFAULT, Set.of("default"));
    private final TreeRowStore rows = new TreeRowStore();
    private final LedgerView view = LedgerView.of(rows, batchId -> header());
    private final Function<Integer, TaskSpec> task;
    private BatchRow header;
    private long allocated;
    private long submissionBytes;
    private long reportBytes;

    private Round(Function<Integer, TaskSpec> task) {
      this.task = task;
    }

    private BatchRow header() {
      return header;
    }

    private void run() {
      decide(new Event.SealRequested(World.BATCH, 1, TASKS));
      allocated = 0;
      for (int i = 0; i < TASKS; i++) {
        decide(new Event.TaskSubmitted(World.BATCH, 2, task.apply(i)));
      }
      submissionBytes = allocated;
      allocated = 0;
      Content output = Story.json("null");
      for (int i = 0; i < TASKS; i++) {
        decide(
            new Event.TaskReported(
                World.BATCH, 3, id(i), 1, TaskStatus.SUCCEEDED, null, output, null, 1, 4, 5, "w"));
      }
      reportBytes = allocated;
      assertThat(header.life().status()).isEqualTo(BatchStatus.SUCCEEDED);
    }

    private void decide(Event event) {
      long before = threads.getCurrentThreadAllocatedBytes();
      Decision decision = ledger.decide(event, view);
      allocated += threads.getCurrentThreadAllocatedBytes() - before;
      decision.writes().forEach(rows::apply);
      if (decision.batch() != null) {
        header = decision.batch();
      }
    }
  }
}
