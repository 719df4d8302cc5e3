package dev.sluice.http.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.http.resource.Download.Content;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What breaks off is never taken for the whole. */
@Timeout(60)
class DownloadTest {

  private static final byte[] MUCH = new byte[200_000];

  private final HttpClient http = HttpClient.newHttpClient();
  private Javalin server;

  private HttpResponse<byte[]> answer(Content content) throws Exception {
    server =
        Javalin.create(
                javalin -> {
                  javalin.startup.showJavalinBanner = false;
                  javalin.routes.get(
                      "/file",
                      request -> {
                        Download.name(request.res(), "nightly:7", "results", "csv");
                        Download.stream(request, "text/csv", content);
                      });
                  javalin.routes.exception(
                      IllegalStateException.class,
                      (failure, request) -> request.status(503).result("a problem"));
                })
            .start("127.0.0.1", 0);
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/file")).build(),
        BodyHandlers.ofByteArray());
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void aWholeFileArrivesUnderItsName() throws Exception {
    HttpResponse<byte[]> answer = answer(out -> out.write(MUCH));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasSize(MUCH.length);
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"sluice-nightly_7-results.csv\"");
  }

  @Test
  void aFailureBeforeMuchWasWrittenIsAProblemAndNoFile() throws Exception {
    HttpResponse<byte[]> answer =
        answer(out -> {
          out.write(new byte[10]);
          out.flush();
          throw new IllegalStateException("the brokers are gone");
        });

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).asString().isEqualTo("a problem");
    assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
  }

  @Test
  void aFailureMidwayBreaksTheConnection() {
    assertThatThrownBy(() ->
            answer(out -> {
              out.write(MUCH);
              throw new IllegalStateException("the brokers are gone");
            }))
        .isInstanceOf(IOException.class);
  }
}
