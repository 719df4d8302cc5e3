package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Report;
import dev.sluice.records.Submission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A real registry: Apicurio's, by the interface that is Confluent's. */
@EnabledIfSystemProperty(
    named = "sluice.apicurio",
    matches = ".+",
    disabledReason = "run with -Pregistry for a real registry")
class ApicurioTest {

  private static Process registry;
  private static Map<String, String> config;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    int port = freePort();
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.management.port=0",
            "-jar",
            "quarkus-run.jar");
    java.directory(Path.of(System.getProperty("sluice.apicurio")).toFile());
    java.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    registry = java.start();
    config = Map.of("schema.registry.url", "http://127.0.0.1:" + port + "/apis/ccompat/v7");
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(250))
        .ignoreException(RegistryUnavailableException.class)
        .until(() -> RecordCodecs.of(Submission.class, config).encode("ready", task()).length > 0);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    registry.destroy();
    registry.waitFor();
  }

  @Test
  void records_go_through_a_real_registry() throws Exception {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    RecordCodec<Report> writer = RecordCodecs.of(Report.class, config);
    RecordCodec<Report> reader = RecordCodecs.of(Report.class, config);
    for (Report report : RandomRecords.of(Report.class, 20, seed)) {
      assertThat(reader.decode("t", writer.encode("t", report)))
          .as("replay with -Dsluice.seed=" + seed)
          .isEqualTo(report);
    }
  }

  @Test
  void the_same_schema_has_the_same_id_however_it_is_asked_for() {
    byte[] registered = RecordCodecs.of(Submission.class, config).encode("same", task());
    Map<String, String> lookUp =
        Map.of(
            "schema.registry.url",
            config.get("schema.registry.url"),
            "auto.register.schemas",
            "false");
    assertThat(RecordCodecs.of(Submission.class, lookUp).encode("same", task()))
        .isEqualTo(registered);
    assertThatThrownBy(() -> RecordCodecs.of(Submission.class, lookUp).encode("other", task()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("other-value");
  }

  @Test
  void an_id_that_it_does_not_know_is_a_bad_record() {
    RecordCodec<Submission> codec = RecordCodecs.of(Submission.class, config);
    for (byte[] bytes : List.of(new byte[] {0, 0, 1, 0, 0, 1}, new byte[] {0, -1, -1, -1, -1, 1})) {
      assertThatThrownBy(() -> codec.decode("t", bytes))
          .isInstanceOf(UndecodableRecordException.class);
    }
  }

  private static Submission task() {
    return Submission.newBuilder().setBatchId("b").setTaskId("a").setType("echo").build();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
