package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.records.Command;
import dev.sluice.records.Open;
import dev.sluice.records.Priority;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Producers in other languages: librdkafka's default partitioner puts a key into another partition
 * than Java's client does.
 */
class LibrdkafkaEndToEndTest {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final String SUBMISSION = TOPICS.submission(Priority.NORMAL);
  private static final List<String> BATCHES =
      IntStream.range(0, 4).mapToObj(i -> "kcat-" + i).toList();

  @TempDir static Path folder;

  private static Deployment deployment;

  @BeforeAll
  static void start() {
    deployment = Deployment.in(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @Test
  void batchesOnPartitionsOfKcatsChoiceRunWhereTheyBelong() throws Exception {
    assumeThat(answers("kcat", "-V")).as("kcat is not installed, so it can't publish").isTrue();

    for (String batch : BATCHES) {
      Path second = file(Submission.class, task(batch, "b", "${a.output}!").build());
      kcat(SUBMISSION, batch, second, file(Submission.class, task(batch, "a", batch).build()));
      Open open = Open.newBuilder().setExpectedTasks(2L).build();
      Command command = Command.newBuilder().setBatchId(batch).setAction(open).build();
      kcat(TOPICS.command(), batch, file(Command.class, command));
    }

    assertThat(deployment.records(SUBMISSION))
        .as("on another partition than Java's, without which this shows nothing")
        .anyMatch(record -> record.partition() != home(record.key()));
    for (String batch : BATCHES) {
      var results = deployment.results(batch, 2);
      assertThat(results.values())
          .allSatisfy(result -> assertThat(result.partition()).isEqualTo(home(batch)));
      assertThat(outputs(results)).isEqualTo(Map.of("a", batch, "b", batch + "!"));
    }
  }

  @Test
  void thePythonExampleSubmitsABatchAsItsDescriptionSays() throws Exception {
    assumeThat(answers("/usr/bin/python3", "-c", "import confluent_kafka, avro"))
        .as("/usr/bin/python3 lacks python3-confluent-kafka or python3-avro")
        .isTrue();

    String said =
        run("/usr/bin/python3", "../examples/raw-kafka/submit.py", deployment.brokers(), "python");

    assertThat(said).isEqualTo("python\n");
    assertThat(outputs(deployment.results("python", 3)))
        .isEqualTo(Map.of("hello", "hello", "world", "world", "together", "hello and world"));
  }

  private static Submission.Builder task(String batchId, String taskId, String text) {
    return Submission.newBuilder()
        .setBatchId(batchId)
        .setTaskId(taskId)
        .setType("echo")
        .setNeeds(taskId.equals("b") ? List.of("a") : List.of())
        .setContentType("text/plain")
        .setPayload(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static <T extends SluiceRecord> Path file(Class<T> type, T record) throws IOException {
    byte[] bytes = RecordCodecs.of(type, Map.of()).encode("any", record);
    return Files.write(Files.createTempFile(folder, "record", ".bin"), bytes);
  }

  /** Publishes one record for each file. */
  private static void kcat(String topic, String key, Path... files) throws Exception {
    String[] command = {"kcat", "-P", "-b", deployment.brokers(), "-t", topic, "-k", key};
    List<String> all = new ArrayList<>(List.of(command));
    List.of(files).forEach(each -> all.add(each.toString()));
    run(all.toArray(String[]::new));
  }

  private static int home(String batchId) {
    return Partitions.of(batchId, Deployment.PARTITIONS);
  }

  private static Map<String, String> outputs(Map<String, ConsumerRecord<String, byte[]>> results)
      throws UndecodableRecordException {
    RecordCodec<Result> codec = RecordCodecs.of(Result.class, Map.of());
    Map<String, String> outputs = new TreeMap<>();
    for (var entry : results.entrySet()) {
      Result result = codec.decode(TOPICS.result(), entry.getValue().value());
      assertThat(result.getStatus()).as(result.toString()).isEqualTo(TaskStatus.SUCCEEDED);
      outputs.put(
          entry.getKey(), StandardCharsets.UTF_8.decode(result.getOutput().duplicate()).toString());
    }
    return outputs;
  }

  private static boolean answers(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
