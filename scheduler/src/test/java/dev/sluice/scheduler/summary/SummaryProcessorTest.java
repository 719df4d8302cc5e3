package dev.sluice.scheduler.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.deadletter.DeadLetters;
import dev.sluice.scheduler.summary.SummaryInput.LedgerNews;
import dev.sluice.scheduler.summary.SummaryInput.ResultBytes;
import dev.sluice.scheduler.wire.Codecs;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.Patience;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SummaryProcessorTest {

  private static final Topics TOPICS = Topics.DEFAULT;

  private final Codecs codecs = Codecs.of(Map.of(), Patience.upTo(Duration.ZERO));
  private final MockProcessorContext<byte[], Outbound> context = new MockProcessorContext<>();
  private final SummaryProcessor processor = new SummaryProcessor(setup());

  private SummarySetup setup() {
    var catalogue = new TopicCatalogue(TOPICS, 1, (short) 1, Set.of("default"));
    return new SummarySetup(
        new ResultReader(TOPICS.result(), codecs.result()),
        new SummaryWriter(TOPICS.summary(), codecs.summary(), RecordSizes.of(catalogue)),
        new DeadLetters(TOPICS.deadLetter()),
        Duration.ofMillis(500));
  }

  @BeforeEach
  void init() {
    var store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("summary"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    processor.init(context);
  }

  @Test
  void isFinalOnlyWhenTheBatchIsClosedAndEachRecordedResultIsFolded() {
    hear(2, changed(BatchStatus.RUNNING, 1));
    fold("a", 1, TaskStatus.SUCCEEDED);
    hear(1, changed(BatchStatus.SUCCEEDED, 1));
    tick();
    fold("b", 1, TaskStatus.SUCCEEDED);
    assertThat(published()).as("one of three results is missing").isEmpty();

    fold("c", 1, TaskStatus.SUCCEEDED);

    assertThat(published())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getStatus()).isEqualTo(dev.sluice.records.BatchStatus.SUCCEEDED);
          assertThat(summary.getCounts().getTotal()).isEqualTo(3);
          assertThat(summary.getDurationMicros()).isEqualTo(2_000_000);
          assertThat(summary.getThroughputPerSecond()).isEqualTo(1.5);
        });
    tick();
    assertThat(published()).isEmpty();
  }

  @Test
  void closesABatchWithoutAnyTask() {
    hear(0, changed(BatchStatus.SUCCEEDED, 1));

    assertThat(published()).hasSize(1);
  }

  @Test
  void foldsAResultThatComesTwiceOnce() {
    hear(2, changed(BatchStatus.SUCCEEDED, 1));
    fold("a", 1, TaskStatus.SUCCEEDED);
    fold("a", 1, TaskStatus.SUCCEEDED);
    assertThat(published()).isEmpty();

    fold("b", 1, TaskStatus.SUCCEEDED);

    assertThat(published().getFirst().getCounts().getTotal()).isEqualTo(2);
  }

  @Test
  void putsTheResultOfALaterRoundInThePlaceOfTheEarlier() {
    hear(2, changed(BatchStatus.FAILED, 1));
    fold("a", 1, TaskStatus.SUCCEEDED);
    fold("b", 1, TaskStatus.FAILED);
    assertThat(published()).hasSize(1);

    hear(0, changed(BatchStatus.RUNNING, 2));
    hear(1, changed(BatchStatus.SUCCEEDED, 2));
    assertThat(published()).isEmpty();
    fold("b", 2, TaskStatus.SUCCEEDED);

    assertThat(published())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getRound()).isEqualTo(2);
          assertThat(summary.getCounts().getSucceeded()).isEqualTo(2);
          assertThat(summary.getCounts().getFailed()).isZero();
          assertThat(summary.getErrors()).isEmpty();
        });
  }

  @Test
  void remembersAcrossARestart() {
    hear(1, changed(BatchStatus.SUCCEEDED, 1));
    var next = new SummaryProcessor(setup());
    next.init(context);

    next.process(result("a", 1, TaskStatus.SUCCEEDED));

    assertThat(published()).hasSize(1);
  }

  @Test
  void keepsTheCountsWhateverTheBatchWasOpenedWith() {
    var change =
        new BatchChanged(
            "b",
            "n".repeat(2_000_000),
            BatchStatus.SUCCEEDED,
            "r".repeat(2_000_000),
            1,
            3,
            Map.of("label", "l".repeat(2_000_000)),
            1_000_000,
            3_000_000);
    hear(1, change);

    fold("a", 1, TaskStatus.SUCCEEDED);

    CapturedForward<? extends byte[], ? extends Outbound> forward = context.forwarded().getFirst();
    assertThat(forward.record().value().bytes().length).isLessThan(10_000);
    assertThat(summary(forward.record()))
        .satisfies(summary -> {
          assertThat(summary.getCounts().getTotal()).isEqualTo(1);
          assertThat(summary.getName()).startsWith("nnn");
          assertThat(summary.getLabels()).isEmpty();
        });
  }

  @Test
  void boundsItsRowsWhateverTheNamesInResults() {
    hear(1500, changed(BatchStatus.RUNNING, 1));
    for (int i = 0; i < 1500; i++) {
      processor.process(result("t" + i, i + "x".repeat(10_000)));
    }

    KeyValueStore<Bytes, byte[]> rows = context.getStateStore("summary");
    try (var all = rows.all()) {
      all.forEachRemaining(row -> assertThat(row.value.length).isLessThan(2_000_000));
    }
  }

  private Record<byte[], SummaryInput> result(String taskId, String worker) {
    Result result =
        Result.newBuilder()
            .setBatchId("b")
            .setTaskId(taskId)
            .setStatus(TaskStatus.SUCCEEDED)
            .setType("noop")
            .setWorker(worker)
            .setQueuedAt(1)
            .setStartedAt(2)
            .setFinishedAt(3)
            .build();
    return new Record<>(null, new ResultBytes(codecs.result().encode("any", result)), 0);
  }

  private void hear(int results, BatchChanged change) {
    processor.process(new Record<>(null, new LedgerNews("b", results, change), 0));
  }

  private void fold(String taskId, int round, TaskStatus status) {
    processor.process(result(taskId, round, status));
  }

  private Record<byte[], SummaryInput> result(String taskId, int round, TaskStatus status) {
    var error =
        status == TaskStatus.FAILED ? new dev.sluice.records.ErrorInfo("E", "at 7", false) : null;
    Result result =
        Result.newBuilder()
            .setBatchId("b")
            .setTaskId(taskId)
            .setRound(round)
            .setStatus(status)
            .setType("noop")
            .setError(error)
            .setQueuedAt(1)
            .setStartedAt(2)
            .setFinishedAt(3)
            .build();
    return new Record<>(null, new ResultBytes(codecs.result().encode("any", result)), 0);
  }

  private static BatchChanged changed(BatchStatus status, int round) {
    return new BatchChanged("b", null, status, null, round, 3, Map.of(), 1_000_000, 3_000_000);
  }

  private void tick() {
    context.scheduledPunctuators().forEach(p -> p.getPunctuator().punctuate(0));
  }

  private List<Summary> published() {
    List<Summary> summaries =
        context.forwarded().stream().map(CapturedForward::record).map(this::summary).toList();
    context.resetForwards();
    return summaries;
  }

  private Summary summary(Record<? extends byte[], ? extends Outbound> record) {
    try {
      return codecs.summary().decode("any", record.value().bytes());
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }
}
