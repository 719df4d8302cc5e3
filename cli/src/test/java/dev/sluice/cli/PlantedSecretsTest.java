package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passwords in the configuration, and everything that a command can say while it fails with them.
 */
@Timeout(90)
@DisplayName("No secret of the configuration is written anywhere")
class PlantedSecretsTest {

  private static final String PLANTED = "planted-hunter2";

  private static final String LOGIN =
      """
      security.protocol=SASL_PLAINTEXT
      sasl.mechanism=PLAIN
      sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
      username="me" password="planted-hunter2";
      ssl.key.password=planted-hunter2
      ssl.keystore.key=planted-hunter2
      ssl.truststore.password=planted-hunter2
      schema.registry.url=http://me:planted-hunter2@127.0.0.1:1
      basic.auth.credentials.source=URL
      request.timeout.ms=900
      default.api.timeout.ms=1200
      """;

  @TempDir Path folder;

  @Test
  void whateverFailsSaysNoSecret() throws Exception {
    Path file = Files.writeString(folder.resolve("login.properties"), LOGIN);
    List<SluiceProcess> processes = new ArrayList<>();
    for (String command :
        List.of(
            "status b --debug",
            "doctor --timeout 1s --debug",
            "scheduler --debug -X sluice.http.port=0",
            "worker --debug")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of("--command-config", file.toString()));
      words.addAll(List.of("--bootstrap-server", "127.0.0.1:1"));
      words.addAll(List.of("-X", "sluice.scheduler.state-directory=" + folder.resolve("state")));
      Path log = folder.resolve(processes.size() + ".log");
      processes.add(SluiceProcess.start(log, words.toArray(String[]::new)));
    }

    for (SluiceProcess process : processes) {
      try (process) {
        assertThat(process.exitCode()).as(process.log()).isNotZero();
        assertThat(process.log()).isNotBlank().doesNotContain(PLANTED);
      }
    }
    assertThat(processes.getFirst().log())
        .as("logs are there at all")
        .contains("AdminClientConfig values");
  }

  @Test
  void aMistakeBesideASecretDoesNotQuoteIt() throws IOException {
    for (String mistake :
        List.of(
            "sasl.jaas.config=\"" + PLANTED + "\n",
            "ssl.key.password=a\nssl.key.password=" + PLANTED + "\n",
            "sasl.mechanism=PLAIN\nsecurity.protocol=SASL_SSL\nsasl.jaas.config=x required password="
                + PLANTED
                + "\n")) {
      Path file = Files.writeString(folder.resolve("c.properties"), mistake);
      TestConsole run =
          TestConsole.with(Map.of())
              .run("status", "b", "--command-config", file, "--bootstrap-server", "127.0.0.1:1");

      assertThat(run.exitCode()).as(run.err()).isNotZero();
      assertThat(run.err()).isNotBlank().doesNotContain(PLANTED);
    }
  }
}
