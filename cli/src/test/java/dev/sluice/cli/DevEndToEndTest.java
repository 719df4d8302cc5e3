package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sluice dev} as a process: somebody else's batch runs on it, and it is there again after a
 * kill.
 */
class DevEndToEndTest {

  private static final Pattern BROKER = Pattern.compile("(?m)^broker +(\\S+)$");
  private static final Pattern API = Pattern.compile("(?m)^http +(\\S+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void aBatchIsStillKnownAfterTheWholeProcessWasKilled() throws Exception {
    Path batch =
        Files.writeString(
            folder.resolve("batch.yaml"),
            """
            name: two
            tasks:
              - {id: first, type: echo, params: {text: hello}}
              - {id: second, type: noop, needs: [first]}
            """);
    Path data = folder.resolve("data");
    try (SluiceProcess dev = dev("before.log", data)) {
      String broker = broker(dev);
      TestConsole submitted =
          sluice("submit", batch, "--batch-id", "two", "--bootstrap-server", broker);
      assertThat(submitted.exitCode()).as(submitted.err()).isZero();
      awaitEnd(broker);
      dev.kill();
    }
    try (SluiceProcess dev = dev("after.log", data)) {
      awaitEnd(broker(dev));
      assertThat(batchOverHttp(dev)).contains("\"status\":\"SUCCEEDED\"", "\"succeeded\":2");
      assertThat(dev.terminate()).isZero();
    }
  }

  private SluiceProcess dev(String log, Path data) throws Exception {
    return SluiceProcess.start(
        folder.resolve(log), "dev", "--port", "0", "--data-dir", data.toString());
  }

  private static String batchOverHttp(SluiceProcess dev) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(said(dev, API) + "/api/v1/batches/two")).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static String broker(SluiceProcess dev) {
    return said(dev, BROKER);
  }

  private static String said(SluiceProcess dev, Pattern pattern) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Matcher matcher = pattern.matcher(dev.log());
              return matcher.find() ? matcher.group(1) : "";
            },
            address -> !address.isEmpty());
  }

  private static void awaitEnd(String broker) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          TestConsole status = sluice("status", "two", "--bootstrap-server", broker);
          assertThat(status.out()).contains("SUCCEEDED").contains("2 succeeded");
        });
  }
}
