package dev.sluice.worker.handler.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.builtin.TestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpHandlerTest extends HttpFixture {

  @Test
  void theOutputIsTheBodyWithItsType() throws Exception {
    serve("/in.csv", 200, "text/csv", "a,b");
    assertThat(run(open(), params(url("/in.csv?x=1"))))
        .isEqualTo(new Content("a,b".getBytes(UTF_8), "text/csv"));
    assertThat(requests).containsExactly("GET /in.csv?x=1 ");
    serve("/none", exchange -> exchange.sendResponseHeaders(204, -1));
    assertThat(run(open(), params(url("/none")))).isEqualTo(Content.EMPTY);
  }

  @Test
  void aBodyIsPostedWithItsTypeAndAKeyAgainstDuplicates() throws Exception {
    serve(
        "/post",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          answer(
              exchange,
              201,
              String.join(
                  " ",
                  headers.getFirst("Content-Type"),
                  headers.getFirst("Idempotency-Key"),
                  headers.getFirst("X-Mine"),
                  headers.getFirst("Host")));
        });
    var params = params(url("/post"));
    params.putObject("body").put("n", 1);
    params.putObject("headers").put("X-Mine", "yes");
    assertThat(text(params)).isEqualTo("application/json \"b/t/1\" yes api.test:" + port);
    assertThat(requests).containsExactly("POST /post {\"n\":1}");
  }

  @Test
  void theFullOutputHasStatusHeadersAndBody() throws Exception {
    serve("/full", 404, "application/problem+json", "{\"why\": [1]}");
    var params = params(url("/full")).put("output", "full").put("expectStatus", "4xx");
    var full = new TestContext("x", text(params)).json();
    assertThat(full.path("status").asInt()).isEqualTo(404);
    assertThat(full.path("headers").path("content-type").asText()).contains("problem");
    assertThat(full.path("body").path("why").get(0).asInt()).isEqualTo(1);
  }

  @Test
  void errorsOfTheServerMayPassAndOthersDoNot() {
    serve("/down", 503, "text/plain", "maintenance");
    assertThatThrownBy(() -> text(params(url("/down?token=secret"))))
        .isInstanceOf(HttpStatusException.class)
        .hasMessageContaining("GET http://api.test:" + port + "/down was answered 503")
        .hasMessageContaining("maintenance")
        .hasMessageNotContaining("secret");
    serve("/gone", 404, "text/plain", "no such thing");
    assertThatThrownBy(() -> text(params(url("/gone"))))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("404")
        .hasMessageContaining("no such thing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"90", "Sat, 21 Nov 2026 10:01:30 GMT"})
  void whenToComeAgainIsTheServersToSay(String header) {
    serve(
        "/busy",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", header);
          answer(exchange, 429, "");
        });
    var busy = catchThrowableOfType(HttpStatusException.class, () -> text(params(url("/busy"))));
    assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "", "Sat, 21 Nov 2020 10:01:30 GMT"})
  void whatIsNoTimeToComeAgainIsNone(String header) {
    assertThat(RetryAfter.of(java.util.Optional.of(header), NOW)).isZero();
    assertThat(RetryAfter.of(java.util.Optional.of("9".repeat(40)), NOW)).isPositive();
  }

  @Test
  void aConnectionThatFailsMayBeRetried() throws Exception {
    int closed;
    try (var socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    assertThatThrownBy(() -> text(params("http://api.test:" + closed)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("GET http://api.test:" + closed + "/ failed")
        .hasMessageContaining("refused");
  }

  @Test
  void aResponseIsReadNoFurtherThanToTheLimit() {
    int tooMuch = Limits.DEFAULT.outputBytes() + 1;
    serve("/large", 200, "text/plain", "x".repeat(tooMuch));
    serve(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(new byte[8192]);
            }
          } catch (IOException e) {
            requests.add("cut off");
          }
        });
    serve(
        "/bomb",
        exchange -> {
          var packed = new ByteArrayOutputStream();
          try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[50_000_000]);
          }
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, packed.size());
          exchange.getResponseBody().write(packed.toByteArray());
        });
    for (String path : new String[] {"/large", "/endless", "/bomb"}) {
      assertThatThrownBy(() -> text(params(url(path))))
          .as(path)
          .isInstanceOf(NonRetryableException.class)
          .hasMessageContaining("more than 262144 bytes");
    }
  }

  @Test
  void aResponseOfExactlyTheLimitIsTaken() throws Exception {
    serve("/fits", 200, "text/plain", "x".repeat(Limits.DEFAULT.outputBytes()));
    assertThat(text(params(url("/fits")))).hasSize(Limits.DEFAULT.outputBytes());
  }

  @Test
  void theTimeoutEndsAResponseThatTrickles() {
    var stop = new CountDownLatch(1);
    serve(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (!stop.await(10, TimeUnit.MILLISECONDS)) {
              exchange.getResponseBody().write('.');
              exchange.getResponseBody().flush();
            }
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    assertThatThrownBy(() -> text(params(url("/slow")).put("timeout", "200ms")))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessageContaining("took longer than 200 ms");
    stop.countDown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stoppingAbortsTheRequest(boolean virtual) throws Exception {
    var asked = new CountDownLatch(1);
    var stop = new CountDownLatch(1);
    serve(
        "/hang",
        exchange -> {
          asked.countDown();
          try {
            stop.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    var context = new TestContext("http", params(url("/hang")).toString());
    var failure = new CompletableFuture<Throwable>();
    var handler = open();
    Runnable running =
        () -> {
          try {
            handler.handle(context);
          } catch (Exception e) {
            failure.complete(e);
          }
        };
    Thread thread =
        virtual ? Thread.ofVirtual().start(running) : Thread.ofPlatform().start(running);
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    context.cancel();
    thread.interrupt();
    assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    stop.countDown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'url': 'file:///etc/passwd'}",
        "{'url': 'ftp://h/'}",
        "{'url': '//h/'}",
        "{'url': 'http:///x'}",
        "{'url': 'http://user:pw@h/'}",
        "{'url': 'http://h:70000/'}",
        "{'url': 'http://h:0/'}",
        "{'url': 'http://h\\\\n/'}",
        "{'url': 'http://a b/'}",
        "{'url': 'http://h/', 'method': 'TRACE'}",
        "{'url': 'http://h/', 'headers': {'X': 'a\\\\r\\\\nInjected: 1'}}",
        "{'url': 'http://h/', 'headers': {'X\\\\n': 'a'}}",
        "{'url': 'http://h/', 'headers': {'Host': 'other'}}",
        "{'url': 'http://h/', 'headers': {'transfer-encoding': 'chunked'}}",
        "{'url': 'http://h/', 'headers': {'Proxy-Authorization': 'x'}}",
        "{'url': 'http://h/', 'headers': ['X']}",
        "{'url': 'http://h/', 'expectStatus': 'fine'}",
        "{'url': 'http://h/', 'expectStatus': []}",
        "{'url': 'http://h/', 'timeout': '2h'}",
        "{'url': 'http://h/', 'followRedirects': 'yes'}",
        "{'url': 'http://h/', 'output': 'all'}",
        "{'url': 'http://h/', 'uri': 'x'}"
      })
  void wrongParametersFailForGoodAndNothingIsLookedUp(String json) {
    var context = new TestContext("http", json.replace('\'', '"').replace("\\\\", "\\"));
    assertThatThrownBy(() -> open().handle(context)).isInstanceOf(NonRetryableException.class);
    assertThat(lookups).isEmpty();
  }
}
