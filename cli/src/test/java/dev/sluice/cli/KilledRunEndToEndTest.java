package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice run --data-dir} as a process that is killed and started again. */
class KilledRunEndToEndTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LANES = 10;
  private static final int STEPS = 5;
  private static final int OTHERS = 3000;
  private static final int ALL = LANES * STEPS + OTHERS + 1;

  @TempDir Path folder;

  /**
   * Killed while it submits, and killed while tasks run: in the end every task has one result, and
   * what had one before a kill did not run again.
   */
  @Test
  void aRunThatIsKilledTwiceGoesOnWhereItWas() throws Exception {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    var random = new Random(seed);
    Path batch = Files.writeString(folder.resolve("big.jsonl"), tasks());
    Files.createFile(begun());

    try (SluiceProcess first = run(batch, "first")) {
      await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> submitting());
      LockSupport.parkNanos(random.nextLong(Duration.ofMillis(400).toNanos()));
      first.kill();
    }
    int enough = LANES + random.nextInt(LANES * (STEPS - 2));
    try (SluiceProcess second = run(batch, "second")) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> lines(begun()).size() >= enough && longOneIsKnown());
      second.kill();
    }
    Files.createFile(folder.resolve("enough"));
    long leftover = longOne();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(ProcessHandle.of(leftover).filter(ProcessHandle::isAlive))
                .as("the program of the killed process")
                .isEmpty());
    Map<String, Integer> before = recorded();
    Map<String, Long> begunBefore = timesBegun();

    try (SluiceProcess third = run(batch, "third")) {
      assertThat(third.exitCode()).as("seed %d, %s", seed, third).isZero();
      assertThat(third.log()).contains("going on with batch big-", " of " + ALL + " tasks ended");
    }

    assertThat(before).as("seed %d", seed).isNotEmpty();
    Map<String, Long> begunAfter = timesBegun();
    begunBefore.forEach((task, times) -> {
      if (before.containsKey(task)) {
        assertThat(begunAfter)
            .as("seed %d: finished before the kill", seed)
            .containsEntry(task, times);
      }
    });
    assertThat(begunAfter).hasSize(LANES * STEPS);
    assertThat(recorded())
        .as("records of each key in the topic of results, seed %d", seed)
        .hasSize(ALL)
        .allSatisfy((task, records) -> assertThat(records).isEqualTo(1));
    assertThat(resultsFile()).as("seed %d", seed).hasSize(ALL).doesNotHaveDuplicates();
  }

  /** The file that is written before the first record is sent. */
  private boolean submitting() {
    return Files.exists(folder.resolve("data").resolve("runs").resolve("000001.properties"));
  }

  private boolean longOneIsKnown() throws IOException {
    Path programs = folder.resolve("data").resolve("programs");
    return Files.exists(folder.resolve("long"))
        && !Files.readString(folder.resolve("long")).isBlank()
        && Files.exists(programs)
        && lines(programs).stream().anyMatch(line -> line.startsWith(longOne() + " "));
  }

  private long longOne() {
    try {
      return Long.parseLong(Files.readString(folder.resolve("long")).strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path begun() {
    return folder.resolve("begun");
  }

  private Map<String, Long> timesBegun() throws IOException {
    return lines(begun()).stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }

  private List<String> resultsFile() throws IOException {
    List<String> ids = new ArrayList<>();
    for (String line : lines(folder.resolve("results.jsonl"))) {
      assertThat(line).contains("\"status\":\"SUCCEEDED\"");
      ids.add(JSON.readTree(line).get("taskId").asText());
    }
    return ids;
  }

  private SluiceProcess run(Path batch, String log) throws IOException {
    return SluiceProcess.start(
        folder.resolve(log + ".log"),
        "run",
        batch.toString(),
        "--data-dir",
        folder.resolve("data").toString(),
        "--results",
        folder.resolve("results.jsonl").toString());
  }

  /**
   * Lanes of steps that say when they begin, one program that takes for ever until it is told not
   * to, and many tasks so that submitting them takes a while.
   */
  private static String tasks() {
    Stream<String> steps =
        Stream.iterate(0, i -> i < LANES * STEPS, i -> i + 1)
            .map(i ->
                exec(
                    "step-" + i,
                    "echo step-%d >> begun; sleep 0.1".formatted(i),
                    i < LANES ? "" : "\"step-" + (i - LANES) + "\""));
    Stream<String> longOne =
        Stream.of(
            exec("long", "if [ -e enough ]; then exit 0; fi; echo $$ > long; exec sleep 600", ""));
    Stream<String> others =
        Stream.iterate(0, i -> i < OTHERS, i -> i + 1)
            .map("{\"id\":\"other-%d\",\"type\":\"noop\"}"::formatted);
    return Stream.of(longOne, steps, others)
        .flatMap(each -> each)
        .collect(Collectors.joining("\n"));
  }

  private static String exec(String id, String script, String needs) {
    return "{\"id\":\"%s\",\"type\":\"exec\",\"params\":{\"command\":[\"sh\",\"-c\",\"%s\"]},\"needs\":[%s]}"
        .formatted(id, script, needs);
  }

  /** How many records the topic of results has for each task, while nobody uses the directory. */
  private Map<String, Integer> recorded() {
    Map<String, Integer> byTask = new TreeMap<>();
    Path data = folder.resolve("data").resolve("broker");
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(data));
        var consumer =
            new KafkaConsumer<>(
                Map.<String, Object>of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    "isolation.level",
                    "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
      var partition = new TopicPartition(Topics.DEFAULT.result(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          String task = record.key().substring(record.key().indexOf('/') + 1);
          byTask.merge(task, 1, Integer::sum);
        }
      }
    }
    return byTask;
  }
}
