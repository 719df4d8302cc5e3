package dev.sluice.scheduler.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.ledger.Effect.RecordResult;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Summary;
import dev.sluice.scheduler.store.CountingRows;
import dev.sluice.scheduler.store.LedgerStore;
import dev.sluice.scheduler.wire.Codecs;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Patience;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummariesTest {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final long AT = 2_500_000;

  private final Codecs codecs = Codecs.of(Map.of(), Patience.upTo(Duration.ZERO));
  private final LedgerStore store = new CountingRows().store();
  private final List<Keyed> sent = new ArrayList<>();
  private Summaries summaries = summaries();

  private Summaries summaries() {
    var catalogue = new TopicCatalogue(TOPICS, 1, (short) 1, Set.of("default"));
    return new Summaries(
        store,
        LedgerView.of(store, store.headers()::find),
        new SummaryWriter(TOPICS.summary(), codecs.summary(), RecordSizes.of(catalogue)),
        sent::add);
  }

  @Test
  void publishesABatchThatClosedAtOnceAndOnceWithEachResultCounted() {
    opened("b");
    fold("a", 1, TaskStatus.SUCCEEDED);
    fold("c", 1, TaskStatus.FAILED);
    fold("d", 1, TaskStatus.SUCCEEDED);
    assertThat(sent).isEmpty();

    summaries.changed(changed(BatchStatus.FAILED, 1), AT);

    assertThat(published())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getStatus()).isEqualTo(dev.sluice.records.BatchStatus.FAILED);
          assertThat(summary.getCounts().getTotal()).isEqualTo(3);
          assertThat(summary.getCounts().getSucceeded()).isEqualTo(2);
          assertThat(summary.getErrors()).singleElement().extracting("count").isEqualTo(1L);
          assertThat(summary.getDurationMicros()).isEqualTo(2_000_000);
          assertThat(summary.getThroughputPerSecond()).isEqualTo(1.5);
        });
    summaries.publishChanged();
    assertThat(sent).as("nothing is newer").isEmpty();
  }

  @Test
  void publishesARunningBatchNowAndThenAndOnlyIfItChanged() {
    opened("b");
    summaries.changed(changed(BatchStatus.RUNNING, 1), AT);
    fold("a", 1, TaskStatus.SUCCEEDED);
    fold("c", 1, TaskStatus.SUCCEEDED);
    assertThat(sent).isEmpty();

    summaries.publishChanged();
    assertThat(published())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getStatus()).isEqualTo(dev.sluice.records.BatchStatus.RUNNING);
          assertThat(summary.getCounts().getTotal()).isEqualTo(2);
        });
    summaries.publishChanged();
    assertThat(sent).isEmpty();

    fold("d", 1, TaskStatus.SUCCEEDED);
    summaries.publishChanged();
    assertThat(published()).extracting(s -> s.getCounts().getTotal()).containsExactly(3L);
  }

  @Test
  void closesABatchWithoutAnyTask() {
    summaries.changed(changed(BatchStatus.SUCCEEDED, 1), AT);

    assertThat(published())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getCounts().getTotal()).isZero();
          assertThat(summary.getFinishedAt()).isEqualTo(3_000_000);
        });
  }

  @Test
  void tellsTheTimeOfWhatItTellsLast() {
    opened("b");
    summaries.changed(changed(BatchStatus.RUNNING, 1), 7);
    summaries.publishChanged();
    assertThat(published()).extracting(Summary::getUpdatedAt).containsExactly(7L);

    summaries.fold(result("b", "a", 1, TaskStatus.SUCCEEDED, "w"), 9);
    summaries.fold(result("b", "c", 1, TaskStatus.SUCCEEDED, "w"), 8);
    nextTransaction();
    summaries.changed(changed(BatchStatus.RUNNING, 1), 6);
    summaries.publishChanged();
    assertThat(published()).as("never back").extracting(Summary::getUpdatedAt).containsExactly(9L);
  }

  @Test
  void writesLabelsInTheOrderOfTheirNames() {
    var labels = new LinkedHashMap<String, String>();
    for (int i = 9; i >= 0; i--) {
      labels.put("label" + i, "x");
    }
    var change =
        new BatchChanged(
            "b", null, BatchStatus.SUCCEEDED, null, 1, 0, labels, 1_000_000, 3_000_000, 0);

    summaries.changed(change, AT);

    String text = new String(sent.getFirst().value().bytes(), StandardCharsets.ISO_8859_1);
    assertThat(text).containsSubsequence("label0", "label1", "label5", "label9");
  }

  @Test
  void keepsBatchesApart() {
    opened("b");
    opened("other");
    fold("a", 1, TaskStatus.SUCCEEDED);
    summaries.fold(result("other", "a", 1, TaskStatus.FAILED, "w"), AT);

    summaries.publishChanged();

    assertThat(published())
        .extracting(Summary::getBatchId, summary -> summary.getCounts().getSucceeded())
        .containsExactly(tuple("b", 1L), tuple("other", 0L));
  }

  @Test
  void putsTheResultOfALaterRoundInThePlaceOfTheEarlierOne() {
    opened("b");
    fold("a", 1, TaskStatus.SUCCEEDED);
    fold("c", 1, TaskStatus.FAILED);
    fold("d", 1, TaskStatus.SKIPPED);
    nextTransaction();
    fold("c", 2, TaskStatus.TIMED_OUT);
    fold("d", 2, TaskStatus.SKIPPED);
    nextTransaction();
    summaries.changed(changed(BatchStatus.FAILED, 2), AT);
    assertThat(published())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getRound()).isEqualTo(2);
          assertThat(summary.getCounts().getTotal()).isEqualTo(3);
          assertThat(summary.getCounts().getFailed()).isZero();
          assertThat(summary.getCounts().getTimedOut()).isEqualTo(1);
          assertThat(summary.getCounts().getSkipped()).isEqualTo(1);
        });

    fold("c", 3, TaskStatus.SUCCEEDED);
    fold("d", 3, TaskStatus.SUCCEEDED);
    summaries.changed(changed(BatchStatus.SUCCEEDED, 3), AT);

    assertThat(published())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getCounts().getTotal()).isEqualTo(3);
          assertThat(summary.getCounts().getSucceeded()).isEqualTo(3);
          assertThat(summary.getErrors()).isEmpty();
        });
  }

  @Test
  void remembersAcrossARestart() {
    opened("b");
    fold("a", 1, TaskStatus.SUCCEEDED);
    nextTransaction();
    summaries = summaries();

    fold("c", 1, TaskStatus.SUCCEEDED);
    summaries.publishChanged();

    assertThat(published()).extracting(s -> s.getCounts().getTotal()).containsExactly(2L);
  }

  @Test
  void forgetsResultsOfATransactionThatWasGivenUp() {
    opened("b");
    fold("a", 1, TaskStatus.SUCCEEDED);
    nextTransaction();
    fold("c", 1, TaskStatus.SUCCEEDED);
    store.clearCache();

    fold("c", 1, TaskStatus.SUCCEEDED);
    summaries.changed(changed(BatchStatus.SUCCEEDED, 1), AT);

    assertThat(published()).extracting(s -> s.getCounts().getTotal()).containsExactly(2L);
  }

  @Test
  void publishesAResultThatComesAfterTheEndBeforeLong() {
    store
        .headers()
        .put("b", batch(Life.unopened(1_000_000, 1).closed(BatchStatus.CANCELLED, 3_000_000)));
    summaries.changed(changed(BatchStatus.CANCELLED, 1), AT);
    sent.clear();

    fold("late", 1, TaskStatus.CANCELLED);
    summaries.publishChanged();

    assertThat(published())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getStatus()).isEqualTo(dev.sluice.records.BatchStatus.CANCELLED);
          assertThat(summary.getCounts().getTotal()).isEqualTo(1);
        });
  }

  @Test
  void keepsTheCountsWhateverTheBatchWasOpenedWith() {
    opened("b");
    fold("a", 1, TaskStatus.SUCCEEDED);

    summaries.changed(
        new BatchChanged(
            "b",
            "n".repeat(2_000_000),
            BatchStatus.SUCCEEDED,
            "r".repeat(2_000_000),
            1,
            3,
            Map.of("label", "l".repeat(2_000_000)),
            1_000_000,
            3_000_000,
            0),
        AT);

    assertThat(sent.getFirst().value().bytes().length).isLessThan(10_000);
    assertThat(published())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getCounts().getTotal()).isEqualTo(1);
          assertThat(summary.getName()).startsWith("nnn").hasSize(200);
          assertThat(summary.getReason()).startsWith("rrr").hasSize(200);
          assertThat(summary.getLabels()).isEmpty();
        });
  }

  @Test
  void boundsItsRowWhateverTheNamesInResults() {
    for (int i = 0; i < 1500; i++) {
      String worker = i + "x".repeat(10_000);
      summaries.fold(result("b", "t" + i, 1, TaskStatus.SUCCEEDED, worker), AT);
    }

    store.flushCache();

    assertThat(store.tallies().find("b").toBytes().length).isLessThan(2_000_000);
  }

  @Test
  void isKeyedByItsBatchAndFindsItsPartitionByIt() {
    summaries.changed(changed(BatchStatus.SUCCEEDED, 1), AT);

    assertThat(sent.getFirst().key()).isEqualTo("b".getBytes(StandardCharsets.UTF_8));
    assertThat(sent.getFirst().value().partitionBy()).isEqualTo("b");
    assertThat(sent.getFirst().value().topic()).isEqualTo(TOPICS.summary());
  }

  private void opened(String batchId) {
    Life running = Life.unopened(1_000_000, 1).afterOpen().withStatus(BatchStatus.RUNNING);
    store.headers().put(batchId, batch(running));
  }

  private static BatchRow batch(Life life) {
    return BatchRow.unopened(1_000_000, 1).with(life);
  }

  private void nextTransaction() {
    store.flushCache();
    store.clearCache();
  }

  private void fold(String taskId, int round, TaskStatus status) {
    summaries.fold(result("b", taskId, round, status, "w"), AT);
  }

  private static RecordResult result(
      String batchId, String taskId, int round, TaskStatus status, String worker) {
    return new RecordResult(
        batchId,
        taskId,
        round,
        null,
        status,
        null,
        null,
        status == TaskStatus.FAILED ? new TaskError("E", "at 7", false) : null,
        1,
        1,
        1,
        2,
        3,
        worker,
        "noop",
        null,
        Priority.NORMAL,
        null,
        Chain.NONE.then(1));
  }

  private static BatchChanged changed(BatchStatus status, int round) {
    return new BatchChanged("b", null, status, null, round, 3, Map.of(), 1_000_000, 3_000_000, 0);
  }

  private List<Summary> published() {
    List<Summary> all = sent.stream().map(this::decoded).toList();
    sent.clear();
    return all;
  }

  private Summary decoded(Keyed keyed) {
    try {
      return codecs.summary().decode("any", keyed.value().bytes());
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }
}
