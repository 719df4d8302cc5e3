package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.wire.Nodes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the scheduler sends for a task, through the whole topology: figures that do not depend on
 * how busy the machine is. A bound of records is what was counted when it was set; a bound of bytes
 * has 5 % more. Whoever makes it cheaper lowers the bound; whoever makes it dearer says why.
 */
class CostPerTaskTest {

  /**
   * Rows in the changelog for a task that nobody needs: when it was released, when it ended. A
   * batch has two timers besides.
   */
  private static final double ROWS_A_TASK = 2.01;

  /** Bytes of keys and values of the release, the result and the rows of such a task. */
  private static final double BYTES_A_TASK = 369;

  /**
   * Rows for a task of a chain: its own when it waits, was released and ended, what was submitted,
   * an edge and an output, which goes when the batch has succeeded. No row of work, because what is
   * begun and done at once needs none.
   */
  private static final double ROWS_A_STEP = 7.01;

  /**
   * Bytes of keys and values of the release, the result and the rows of a task of a chain. The link
   * to the need before it on the longest chain is in the row when it is released, in the one when
   * it has ended, and in the result: that is what the critical path costs.
   */
  private static final double BYTES_A_STEP = 585;

  /**
   * Rows for an edge of ten layers of 100 tasks with 10 needs each, those of the tasks included.
   */
  private static final double ROWS_AN_EDGE = 1.12;

  /** Bytes of keys and values of those rows. */
  private static final double ROW_BYTES_AN_EDGE = 43.5;

  private static final String BATCH = "batch-1";
  private static final int SIZE = 500;
  private static final int LAYERS = 10;
  private static final int WIDE = 100;
  private static final int NEEDS = 10;
  private static final long SEED = 20_261_121;

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void aTaskThatNobodyNeeds() {
    Sent sent = run(IntStream.range(0, SIZE).mapToObj(i -> task(BATCH, "task-" + i)).toList());

    assertThat(sent.releases.count).as("releases").isEqualTo(SIZE);
    assertThat(sent.results.count).as("results").isEqualTo(SIZE);
    assertThat(sent.summaries.count).as("summaries").isEqualTo(1);
    assertThat(per(SIZE, sent.rows.count)).as("rows a task").isLessThanOrEqualTo(ROWS_A_TASK);
    assertThat(per(SIZE, sent.taskBytes())).as("bytes a task").isLessThan(BYTES_A_TASK);
  }

  @Test
  void headersAndTalliesAreOneRowATransaction() {
    Sent sent = run(IntStream.range(0, SIZE).mapToObj(i -> task(BATCH, "task-" + i)).toList());

    // Here each record is a transaction: the open command, the submissions and the reports.
    assertThat(sent.headers.count).isLessThanOrEqualTo(1 + 2L * SIZE);
    assertThat(sent.tallies.count).isLessThanOrEqualTo(SIZE);
  }

  @Test
  void aStepOfAChain() {
    Sent sent =
        run(
            IntStream.range(0, SIZE)
                .mapToObj(i ->
                    i == 0 ? task(BATCH, "task-0") : task(BATCH, "task-" + i, "task-" + (i - 1)))
                .toList());

    assertThat(sent.releases.count).as("releases").isEqualTo(SIZE);
    assertThat(sent.results.count).as("results").isEqualTo(SIZE);
    assertThat(per(SIZE, sent.rows.count)).as("rows a step").isLessThanOrEqualTo(ROWS_A_STEP);
    assertThat(per(SIZE, sent.taskBytes())).as("bytes a step").isLessThan(BYTES_A_STEP);
  }

  @Test
  void anEdgeBetweenLayers() {
    List<Submission.Builder> tasks = layers(new Random(SEED));
    long edges = (LAYERS - 1L) * WIDE * NEEDS;
    Sent sent = run(tasks);

    assertThat(sent.releases.count).as("releases").isEqualTo(tasks.size());
    assertThat(sent.results.count).as("results").isEqualTo(tasks.size());
    assertThat(per(edges, sent.rows.count)).as("rows an edge").isLessThan(ROWS_AN_EDGE);
    assertThat(per(edges, sent.rows.bytes)).as("row bytes an edge").isLessThan(ROW_BYTES_AN_EDGE);
  }

  private static List<Submission.Builder> layers(Random random) {
    List<Submission.Builder> tasks = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      for (int i = 0; i < WIDE; i++) {
        Set<String> needs = new LinkedHashSet<>();
        while (layer > 0 && needs.size() < NEEDS) {
          needs.add("l" + (layer - 1) + "-" + random.nextInt(WIDE));
        }
        tasks.add(task(BATCH, "l" + layer + "-" + i, needs.toArray(String[]::new)));
      }
    }
    return tasks;
  }

  /** From the open command to the last report, and everything that was sent meanwhile. */
  private Sent run(List<Submission.Builder> tasks) {
    flow.open(BATCH, tasks.size());
    flow.submit(tasks.toArray(Submission.Builder[]::new));
    var sent = new Sent();
    for (var released = released(); !released.isEmpty(); released = released()) {
      for (TestRecord<byte[], byte[]> release : released) {
        sent.releases.add(release);
        flow.report(TestRecords.decode(Release.class, release.value()), TaskStatus.SUCCEEDED);
      }
    }
    flow.records(TOPICS.result()).forEach(sent.results::add);
    flow.records(TOPICS.summary()).forEach(sent.summaries::add);
    for (TestRecord<byte[], byte[]> row : flow.records(changelog())) {
      sent.table((char) row.key()[0]).add(row);
    }
    assertThat(flow.deadLetters()).isEmpty();
    assertThat(flow.signals()).isEmpty();
    return sent;
  }

  private List<TestRecord<byte[], byte[]>> released() {
    return flow.records(TOPICS.release("default", Priority.NORMAL));
  }

  private String changelog() {
    String application = FlowDriver.config(stateDirectory).applicationId();
    return application + "-" + Nodes.LEDGER_STORE + "-changelog";
  }

  private static double per(long units, long count) {
    return (double) count / units;
  }

  /** Records of one kind. */
  private static final class Records {
    private long count;
    private long bytes;

    private void add(TestRecord<byte[], byte[]> record) {
      count++;
      bytes += record.key().length + (record.value() == null ? 0 : record.value().length);
    }
  }

  /** Everything that the scheduler sent for a batch. */
  private static final class Sent {
    private static final char HEADER = (char) RowKeys.batch(BATCH)[0];
    private static final char TALLY = (char) RowKeys.tally(BATCH)[0];
    private static final char OPTIONS = (char) RowKeys.options(BATCH)[0];

    private final Records releases = new Records();
    private final Records results = new Records();
    private final Records summaries = new Records();
    private final Records headers = new Records();
    private final Records tallies = new Records();
    private final Records options = new Records();

    /** Rows of tasks, edges and work. */
    private final Records rows = new Records();

    private Records table(char letter) {
      if (letter == HEADER) {
        return headers;
      }
      if (letter == TALLY) {
        return tallies;
      }
      return letter == OPTIONS ? options : rows;
    }

    private long taskBytes() {
      return releases.bytes + results.bytes + rows.bytes;
    }
  }
}
