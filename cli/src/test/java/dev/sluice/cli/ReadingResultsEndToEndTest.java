package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.records.Result;
import dev.sluice.schemas.serde.SluiceAvroDeserializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/reading-results.md says, by clients that know nothing of Sluice's client. */
@Timeout(120)
class ReadingResultsEndToEndTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/reading-results.md");
  private static final Path TABLE =
      ROOT.resolve("scheduler/src/test/java/dev/sluice/scheduler/result/ResultsAsATableTest.java");
  private static final Path THIS =
      Path.of("src/test/java/dev/sluice/cli/ReadingResultsEndToEndTest.java");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Deployment deployment;

  @BeforeAll
  static void runABatch() throws IOException {
    deployment = Deployment.in(folder.resolve("data"), Map.of());
    Path file =
        Files.writeString(
            folder.resolve("read.yaml"),
            """
            tasks:
              - {id: good, type: echo, params: {text: "one"}}
              - {id: bad, type: simulate, params: {fail: true}}
              - {id: after, type: noop, needs: [bad]}
            """);
    TestConsole submitted =
        sluice("submit", file, "--batch-id", "read", "--bootstrap-server", deployment.brokers());
    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
    var unused = deployment.results("read", 3);
  }

  @AfterAll
  static void close() {
    deployment.close();
  }

  @Test
  void aPlainConsumerReadsThemAsRecords() {
    assertThat(consumed(deployment.brokers(), 3))
        .isEqualTo(Map.of("read/good", "SUCCEEDED", "read/bad", "FAILED", "read/after", "SKIPPED"));
  }

  private static Map<String, String> consumed(String brokers, int tasks) {
    Map<String, String> statuses = new TreeMap<>();
    // tag::consumer[]
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            brokers,
            "group.id",
            "reporting",
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed",
            "key.deserializer",
            StringDeserializer.class,
            "value.deserializer",
            SluiceAvroDeserializer.class);
    try (KafkaConsumer<String, Result> consumer = new KafkaConsumer<>(settings)) {
      consumer.subscribe(List.of("sluice.result"));
      while (statuses.size() < tasks) {
        for (ConsumerRecord<String, Result> record : consumer.poll(Duration.ofSeconds(1))) {
          if (record.value() == null) {
            statuses.remove(record.key()); // the batch was cleared
          } else {
            statuses.put(record.key(), record.value().getStatus().name());
          }
        }
      }
    }
    // end::consumer[]
    return statuses;
  }

  @Test
  void kcatListsTheTasksThatHaveEnded() throws Exception {
    assumeThat(answers("kcat", "-V")).as("kcat is not installed").isTrue();

    assertThat(run(commands("kcat").getFirst()).lines().map(line -> line.split(" ", -1)[0]))
        .containsExactlyInAnyOrder("read/good", "read/bad", "read/after");
  }

  @Test
  void thePythonExampleReadsThemWithStandardFields() throws Exception {
    assumeThat(answers("/usr/bin/python3", "-c", "import confluent_kafka, avro"))
        .as("/usr/bin/python3 lacks python3-confluent-kafka or python3-avro")
        .isTrue();

    Map<String, JsonNode> results = new TreeMap<>();
    String lines = run(commands("examples/raw-kafka/results.py").getFirst());
    for (String line : lines.lines().toList()) {
      JsonNode result = JSON.readTree(line);
      results.put(result.get("taskId").asText(), result);
    }

    assertThat(results.keySet()).containsExactly("after", "bad", "good");
    assertThat(results.get("good").get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(results.get("good").get("output").asText()).contains("one");
    assertThat(results.get("bad").get("status").asText()).isEqualTo("FAILED");
    assertThat(results.get("bad").get("attempts").asInt()).isEqualTo(1);
    assertThat(results.get("after").get("output").isNull()).isTrue();

    String unknown = commands("examples/raw-kafka/results.py").getFirst() + "-not";
    assertThat(run(unknown, 1).lines())
        .containsExactly(
            "batch read-not has no results; check the id, or no task of it has ended yet");
  }

  @Test
  void theProgramsOfThePageAreThoseThatAreTested() throws IOException {
    Matcher block = Pattern.compile("(?s)```java\\n(.*?)```").matcher(Files.readString(PAGE));
    List<String> blocks = new ArrayList<>();
    while (block.find()) {
      blocks.add(block.group(1));
    }

    assertThat(blocks).containsExactly(tagged(THIS, "consumer"), tagged(TABLE, "table"));
  }

  private static String tagged(Path source, String tag) throws IOException {
    return Files.readString(source)
        .replaceAll("(?s).*// tag::" + tag + "\\[]\\n(.*?) *// end::" + tag + ".*", "$1")
        .replaceAll("(?m)^ {4}", "");
  }

  /** The command lines of the page that begin so, about this test's brokers and batch. */
  private static List<String> commands(String program) throws IOException {
    return Files.readString(PAGE)
        .lines()
        .filter(line -> line.startsWith("    " + program))
        .map(line ->
            line.strip()
                .replace("localhost:9092", deployment.brokers())
                .replace("nightly-7", "read"))
        .toList();
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

  private static String run(String line) throws IOException, InterruptedException {
    return run(line, 0);
  }

  private static String run(String line, int exitCode) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder("sh", "-c", line)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
    return said;
  }
}
