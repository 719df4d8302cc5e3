package dev.sluice.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.Batch;
import dev.sluice.client.SubmissionFailedException;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.records.Command;
import dev.sluice.records.Mode;
import dev.sluice.records.Open;
import dev.sluice.records.Query;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.StartMode;
import dev.sluice.records.Submission;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PublisherTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final int PARTITIONS = 7;

  private static Publisher publisher(MockProducer<String, byte[]> producer) {
    return new Publisher(
        producer,
        RecordCodecs.of(Submission.class, Map.of()),
        RecordCodecs.of(Command.class, Map.of()),
        RecordCodecs.of(Query.class, Map.of()),
        Topics.DEFAULT,
        PARTITIONS,
        () -> NOW,
        TraceOfCaller.found());
  }

  @Test
  void whatIsSubmittedWithinATraceSaysSo() {
    MockProducer<String, byte[]> producer = producer();
    Publisher publisher = publisher(producer);
    var span =
        Span.wrap(
            SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault()));

    try (Scope scope = span.makeCurrent()) {
      var unused = publisher.publish(Batch.named("b").task("t", t -> t.type("noop")).build());
    }
    var unusedToo = publisher.publish(Batch.named("c").task("t", t -> t.type("noop")).build());

    assertThat(producer.history())
        .filteredOn(record -> record.topic().contains("submission"))
        .extracting(record -> header(record, "traceparent"))
        .containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null);
  }

  private static @Nullable String header(ProducerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static MockProducer<String, byte[]> producer() {
    return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  }

  /** Brokers that take a number of records and then none. */
  private static MockProducer<String, byte[]> producerThatTakes(int records) {
    return new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
      private int taken;

      @Override
      public synchronized Future<RecordMetadata> send(
          ProducerRecord<String, byte[]> record, Callback callback) {
        Future<RecordMetadata> sent = super.send(record, callback);
        boolean completed =
            taken++ < records ? completeNext() : errorNext(new TimeoutException("120 s passed"));
        assertThat(completed).isTrue();
        return sent;
      }
    };
  }

  @Test
  void everythingOfABatchGoesToThePartitionOfItsIdWithTheOpenCommandFirst() {
    var producer = producer();
    Batch batch =
        Batch.named("n")
            .id("b-1")
            .task("a", t -> t.type("noop").priority(Priority.CRITICAL))
            .task("b", t -> t.type("noop").priority(Priority.BACKGROUND))
            .build();

    Acknowledgements acknowledgements = publisher(producer).publish(batch);

    assertThat(acknowledgements.tasks()).isEqualTo(2);
    assertThat(producer.history())
        .allMatch(record -> record.key().equals("b-1"))
        .allMatch(record -> record.partition() == Partitions.of("b-1", PARTITIONS))
        .extracting(ProducerRecord::topic)
        .containsExactly(
            "sluice.command", "sluice.submission.critical", "sluice.submission.background");
  }

  @Test
  void theOpenCommandSaysWhatHoldsForTheBatch() throws Exception {
    var producer = producer();
    Batch batch =
        Batch.named("Nightly")
            .held()
            .onFailure(OnFailure.FAIL_FAST)
            .maxFailed(3)
            .maxFailedPercent(5)
            .maxParallel(4)
            .timeout(Duration.ofHours(1))
            .openTimeout(Duration.ofMinutes(5))
            .deadline(NOW.plus(Duration.ofHours(2)))
            .label("team", "blue")
            .task("a", t -> t.type("noop"))
            .build();

    publisher(producer).publish(batch);

    byte[] value = producer.history().get(0).value();
    Command command = RecordCodecs.of(Command.class, Map.of()).decode("sluice.command", value);
    assertThat(command.getBatchId()).isEqualTo(batch.id());
    assertThat(command.getAction())
        .isEqualTo(
            Open.newBuilder()
                .setName("Nightly")
                .setExpectedTasks(1L)
                .setStart(StartMode.HELD)
                .setOnFailure(dev.sluice.records.OnFailure.FAIL_FAST)
                .setMaxFailed(3)
                .setMaxFailedPercent(5)
                .setMode(Mode.PARALLEL)
                .setMaxParallel(4)
                .setDeadline((NOW.getEpochSecond() + 3600) * 1_000_000)
                .setLabels(Map.of("team", "blue"))
                .setOpenTimeoutMs(300_000)
                .build());
    assertThat(command.getRequestId()).isNull();
  }

  @Test
  void aSubmissionCarriesEveryFieldOfItsTask() throws Exception {
    var producer = producer();
    RetryPlan retry =
        new RetryPlan(
            RetryPlan.Policy.EXPONENTIAL,
            3,
            Duration.ofMillis(250),
            1.5,
            Duration.ofSeconds(9),
            0.2,
            true);
    Batch batch =
        Batch.named("n")
            .task("first", t -> t.type("noop"))
            .task(
                "a",
                t ->
                    t.type("echo")
                        .name("A name")
                        .params(Map.of("k", 1))
                        .needs("first")
                        .runIf(RunIf.ALWAYS)
                        .timeout(Duration.ofSeconds(30))
                        .retry(retry)
                        .pool("gpu")
                        .group("build")
                        .notBefore(NOW)
                        .cacheKey("c")
                        .cacheTtl(Duration.ofMinutes(1))
                        .inputs(false)
                        .header("h", "v"))
            .build();

    publisher(producer).publish(batch);

    byte[] value = producer.history().get(2).value();
    Submission task = RecordCodecs.of(Submission.class, Map.of()).decode("t", value);
    assertThat(StandardCharsets.UTF_8.decode(task.getPayload()).toString()).isEqualTo("{\"k\":1}");
    assertThat(task.getContentType()).isEqualTo("application/json");
    assertThat(task.getNeeds()).containsExactly("first");
    assertThat(task.getName()).isEqualTo("A name");
    assertThat(task.getType()).isEqualTo("echo");
    assertThat(task.getRunIf()).isEqualTo(dev.sluice.records.RunIf.ALWAYS);
    assertThat(task.getTimeoutMs()).isEqualTo(30_000);
    assertThat(task.getRetry().getPolicy()).isEqualTo(RetryPolicy.EXPONENTIAL);
    assertThat(task.getRetry().getMaxRetries()).isEqualTo(3);
    assertThat(task.getRetry().getDelayMs()).isEqualTo(250);
    assertThat(task.getRetry().getMultiplier()).isEqualTo(1.5);
    assertThat(task.getRetry().getMaxDelayMs()).isEqualTo(9_000);
    assertThat(task.getRetry().getJitter()).isEqualTo(0.2);
    assertThat(task.getRetry().getRetryOnTimeout()).isTrue();
    assertThat(task.getPool()).isEqualTo("gpu");
    assertThat(task.getGroup()).isEqualTo("build");
    assertThat(task.getNotBefore()).isEqualTo(NOW.toEpochMilli() * 1000);
    assertThat(task.getCache()).isTrue();
    assertThat(task.getCacheKey()).isEqualTo("c");
    assertThat(task.getCacheTtlMs()).isEqualTo(60_000);
    assertThat(task.getInputs()).isFalse();
    assertThat(task.getHeaders()).containsExactly(Map.entry("h", "v"));
    assertThat(task.getAwaitOpen()).isTrue();
  }

  @Test
  void aFailedSubmissionSaysHowMuchArrivedAndThatTheSameIdCanBeSubmittedAgain() {
    var producer = producerThatTakes(3);
    Batch batch =
        Batch.named("n")
            .id("b-1")
            .task("a", t -> t.type("noop"))
            .task("b", t -> t.type("noop"))
            .task("c", t -> t.type("noop"))
            .task("d", t -> t.type("noop"))
            .build();

    assertThatThrownBy(() -> publisher(producer).publish(batch))
        .isInstanceOfSatisfying(
            SubmissionFailedException.class,
            e -> {
              assertThat(e.acknowledged()).isEqualTo(2);
              assertThat(e.total()).isEqualTo(4);
            })
        .hasMessageContaining("2 of 4 tasks")
        .hasMessageContaining("120 s passed")
        .hasMessageContaining("submit the same batch id again");
    assertThat(producer.history()).hasSize(4);
  }

  @Test
  void aCommandThatWasNotAcknowledgedCanBeSentAgain() {
    assertThatThrownBy(() -> publisher(producerThatTakes(0)).seal("b-1", 3))
        .isInstanceOf(SubmissionFailedException.class)
        .hasMessageContaining("send it again");
  }
}
