package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Open;
import dev.sluice.records.Priority;
import dev.sluice.records.Seal;
import dev.sluice.records.Submission;
import dev.sluice.schemas.testing.TestRegistry;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment with a schema registry, and an application that uses Confluent's serializer. */
class RegistryEndToEndTest {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final String SUBMISSION = TOPICS.submission(Priority.NORMAL);
  private static final int REGISTRY_DOWN = 503;
  private static final int UP = 200;

  @TempDir static Path folder;

  private static TestRegistry registry;
  private static Deployment deployment;
  private static RealConfluentProducer application;

  @BeforeAll
  static void start() throws IOException {
    registry = new TestRegistry();
    deployment = Deployment.in(folder, Map.of("schema.registry.url", registry.url()));
    application = new RealConfluentProducer(registry.url());
  }

  @AfterAll
  static void stop() {
    application.close();
    deployment.close();
    registry.close();
  }

  @Test
  void whatTheRealSerializerWroteIsExecutedAndTheRealDeserializerReadsTheResult()
      throws IOException {
    command("confluent", Open.newBuilder().build());
    publish("confluent", application.submission(SUBMISSION, echo("confluent", "a", "hello")));
    publish(
        "confluent",
        application.submission(
            SUBMISSION, echo("confluent", "b", "${a.output} again").setNeeds(List.of("a"))));
    command("confluent", new Seal(2L));

    var results = deployment.results("confluent", 2);

    GenericRecord last = read(results.get("b"));
    assertThat(last.get("status")).hasToString("SUCCEEDED");
    assertThat(text(last.get("output"))).isEqualTo("hello again");
    await()
        .untilAsserted(() ->
            assertThat(
                    deployment.records(TOPICS.summary()).stream()
                        .filter(summary -> summary.key().equals("confluent"))
                        .map(summary -> application.read(TOPICS.summary(), summary.value())))
                .last()
                .satisfies(summary -> assertThat(summary.get("status")).hasToString("SUCCEEDED")));
  }

  @Test
  void recordsOfAnUnknownSchemaWaitForARegistryThatIsAway() throws IOException {
    command("patient", Open.newBuilder().setExpectedTasks(2L).build());
    byte[] first =
        application.submissionOfTheFuture(SUBMISSION, echo("patient", "a", "late"), "later");
    registry.answer(REGISTRY_DOWN);
    int asked = registry.requests().size();
    publish("patient", first);
    publish(
        "patient",
        application.submissionOfTheFuture(SUBMISSION, echo("patient", "b", "late"), "later"));
    await().until(() -> registry.requests().size() >= asked + 6);
    registry.answer(UP);

    var results = deployment.results("patient", 2);

    assertThat(results.values())
        .allSatisfy(each -> assertThat(read(each).get("status")).hasToString("SUCCEEDED"));
    assertThat(deadLetters("patient")).isEmpty();
  }

  @Test
  void bytesThatAreNoRecordAreSetAsideAndTheNextRecordIsProcessed() throws IOException {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    byte[] noise = new byte[100];
    new Random(seed).nextBytes(noise);
    byte[] unknownSchema = {0, 0, 0, 77, 77, 1, 2, 3};

    publish("noisy", noise);
    publish("noisy", unknownSchema);
    publish("noisy", application.submission(SUBMISSION, echo("noisy", "a", "after the noise")));
    deployment.publish(TOPICS.command(), "noisy", noise);
    command("noisy", Open.newBuilder().setExpectedTasks(1L).build());

    var results = deployment.results("noisy", 1);
    assertThat(read(results.get("a")).get("status")).hasToString("SUCCEEDED");
    await().untilAsserted(() -> assertThat(deadLetters("noisy")).hasSize(3));
    assertThat(deadLetters("noisy"))
        .as("replay with -Dsluice.seed=" + seed)
        .allSatisfy(letter -> {
          assertThat(header(letter, "sluice-reason")).isEqualTo("BAD_RECORD");
          assertThat(header(letter, "sluice-error")).isNotBlank();
          assertThat(header(letter, "sluice-source-offset")).matches("[0-9]+");
        })
        .extracting(letter -> header(letter, "sluice-source-topic"))
        .containsExactlyInAnyOrder(SUBMISSION, SUBMISSION, TOPICS.command());
    assertThat(deadLetters("noisy"))
        .extracting(ConsumerRecord::value)
        .contains(noise, unknownSchema);
  }

  private static Submission.Builder echo(String batchId, String taskId, String text) {
    return Submission.newBuilder()
        .setBatchId(batchId)
        .setTaskId(taskId)
        .setType("echo")
        .setContentType("text/plain")
        .setPayload(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void publish(String batchId, byte[] submission) {
    deployment.publish(SUBMISSION, batchId, submission);
  }

  private static void command(String batchId, Object action) throws IOException {
    deployment.publish(
        TOPICS.command(), batchId, application.command(TOPICS.command(), batchId, action));
  }

  private static GenericRecord read(ConsumerRecord<String, byte[]> result) {
    return application.read(TOPICS.result(), result.value());
  }

  private static List<ConsumerRecord<String, byte[]>> deadLetters(String key) {
    return deployment.records(TOPICS.deadLetter()).stream()
        .filter(letter -> letter.key().equals(key))
        .toList();
  }

  private static String header(ConsumerRecord<?, ?> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static String text(Object bytes) {
    return StandardCharsets.UTF_8.decode(((ByteBuffer) bytes).duplicate()).toString();
  }
}
