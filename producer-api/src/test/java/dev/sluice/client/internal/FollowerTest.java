package dev.sluice.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskResult;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Counts;
import dev.sluice.records.Durations;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FollowerTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final TopicPartition RESULTS = new TopicPartition("sluice.result", 0);
  private static final TopicPartition SUMMARIES = new TopicPartition("sluice.summary", 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final RecordCodec<Result> results = RecordCodecs.of(Result.class, Map.of());
  private final RecordCodec<Summary> summaries = RecordCodecs.of(Summary.class, Map.of());
  private final ScheduledExecutorService progressThread =
      Executors.newSingleThreadScheduledExecutor();
  private int registryOutages;
  private Follower follower;
  private Admin admin;
  private FollowedBatch batch;

  /** A registry that is away for the first questions. */
  private final RecordCodec<Result> flaky =
      new RecordCodec<>() {
        @Override
        public byte[] encode(String topic, Result record) {
          return results.encode(topic, record);
        }

        @Override
        public Result decode(String topic, byte[] bytes) throws UndecodableRecordException {
          if (registryOutages-- > 0) {
            throw new RegistryUnavailableException("registry is away", new KafkaException());
          }
          return results.decode(topic, bytes);
        }
      };

  @BeforeEach
  void follow() throws Exception {
    consumer.updateBeginningOffsets(Map.of(RESULTS, 0L, SUMMARIES, 0L));
    follower =
        new Follower(
            new PacedReader(consumer, () -> consumer, System::nanoTime),
            flaky,
            summaries,
            Topics.DEFAULT,
            1);
    follower.start();
    KafkaSettings settings = KafkaSettings.of(Map.of("bootstrap.servers", "127.0.0.1:1"));
    admin = Admin.create(settings.admin());
    BatchState state = new BatchState("b", true, 2);
    batch =
        new FollowedBatch(
            state,
            0,
            new TaskOrder(),
            follower,
            new Brokers(admin, Topics.DEFAULT, settings),
            new ProgressCalls(progressThread, state::progress));
    follower.follow(batch, Map.of(RESULTS, 0L, SUMMARIES, 0L));
    var unused =
        follower.whenRead(batch, Map.of(RESULTS, 0L, SUMMARIES, 0L)).get(10, TimeUnit.SECONDS);
    batch.pastWasRead();
  }

  @AfterEach
  void stop() {
    follower.close();
    progressThread.shutdownNow();
    admin.close(Duration.ZERO);
  }

  private void result(long offset, String batchId, String taskId) {
    bytes(offset, batchId + "/" + taskId, results.encode("t", succeeded(batchId, taskId)));
  }

  private void bytes(long offset, String key, byte[] value) {
    consumer.addRecord(new ConsumerRecord<>(RESULTS.topic(), 0, offset, key, value));
  }

  private void summary(long offset, long total) {
    Summary summary =
        Summary.newBuilder()
            .setBatchId("b")
            .setStatus(BatchStatus.SUCCEEDED)
            .setCounts(Counts.newBuilder().setTotal(total).build())
            .setQueueWait(Durations.newBuilder().build())
            .setRunTime(Durations.newBuilder().build())
            .build();
    consumer.addRecord(
        new ConsumerRecord<>(SUMMARIES.topic(), 0, offset, "b", summaries.encode("t", summary)));
  }

  private static Result succeeded(String batchId, String taskId) {
    return Result.newBuilder()
        .setBatchId(batchId)
        .setTaskId(taskId)
        .setStatus(TaskStatus.SUCCEEDED)
        .setType("echo")
        .build();
  }

  @Test
  void onlyTheBatchsOwnRecordsReachItAndTaskIdsMayHaveSlashes() {
    result(0, "b", "x/1");
    result(1, "other", "x/1");
    result(2, "b", "x/2");
    summary(0, 2);

    batch.await(SOON);

    assertThat(batch.results(ResultOrder.ORDERED).map(TaskResult::taskId))
        .containsExactly("x/1", "x/2");
  }

  @Test
  void bytesThatAreNoResultAreSkipped() {
    bytes(0, "b/x", new byte[] {1, 2, 3});
    bytes(1, "b", new byte[0]);
    result(2, "b", "x");
    summary(0, 1);

    assertThat(batch.await(SOON).succeeded()).isTrue();
  }

  @Test
  void whileTheRegistryIsAwayNothingIsSkipped() {
    consumer.schedulePollTask(() -> registryOutages = 1);
    consumer.schedulePollTask(() -> {
      result(0, "b", "x");
      result(1, "b", "y");
      summary(0, 2);
    });
    // the mock hands a record out once, so the one that is asked for again has to be put back
    consumer.schedulePollTask(() -> {
      result(0, "b", "x");
      result(1, "b", "y");
    });

    batch.await(SOON);

    assertThat(batch.results(ResultOrder.UNORDERED).map(TaskResult::taskId))
        .containsExactly("x", "y");
  }

  @Test
  void aRefusalOfTheBrokersReachesWhoWaits() {
    consumer.setPollException(new KafkaException("not authorized"));

    assertThatThrownBy(() -> batch.await(SOON))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("not authorized");
  }

  @Test
  void aClosedHandleAnswersNoMore() {
    batch.close();

    assertThatThrownBy(() -> batch.await(SOON)).hasMessageContaining("is closed");
  }
}
