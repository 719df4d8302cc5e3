package dev.sluice.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HealthServerTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicReference<Health> health = new AtomicReference<>(Health.up());
  private final HealthServer server =
      HealthServer.start(
          HealthEndpoint.anyPort(),
          Map.of(
              "/health/ready",
              HealthPage.of(health::get),
              "/broken",
              () -> {
                throw new IllegalStateException("secret detail");
              }));

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void wellIs200() throws Exception {
    health.set(Health.up().with("slots", 4));

    HttpResponse<String> answer = ask("GET", "/health/ready");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"up\",\"slots\":4}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void notWellIs503WithItsReasons() throws Exception {
    health.set(Health.of(List.of("it says \"no\"")).with("draining", true));

    HttpResponse<String> answer = ask("GET", "/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"down\",\"reasons\":[\"it says \\\"no\\\"\"],\"draining\":true}");
  }

  @Test
  void headHasTheStatusAndNoBody() throws Exception {
    health.set(Health.of(List.of("no")));

    HttpResponse<String> answer = ask("HEAD", "/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void nothingCanBeChanged() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
      assertThat(ask(method, "/health/ready").statusCode()).as(method).isEqualTo(405);
    }
  }

  @Test
  void otherPathsAreNotThere() throws Exception {
    for (String path : List.of("/", "/health", "/health/ready/x", "/health/%2e%2e/broken")) {
      assertThat(ask("GET", path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void aFailureTellsNoDetails() throws Exception {
    HttpResponse<String> answer = ask("GET", "/broken");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    int port = URI.create(server.url()).getPort();
    var taken = new HealthEndpoint(Optional.of(port), "127.0.0.1", false);

    assertThatThrownBy(() -> HealthServer.start(taken, Map.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(":" + port)
        .hasMessageContaining("0 for any free one");
  }
}
