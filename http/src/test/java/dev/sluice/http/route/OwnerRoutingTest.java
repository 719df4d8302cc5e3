package dev.sluice.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.Problems;
import dev.sluice.http.route.PeerClient.Patience;
import dev.sluice.scheduler.view.LedgerNotHereException;
import dev.sluice.scheduler.view.LedgerNotHereException.Elsewhere;
import dev.sluice.scheduler.view.Peer;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scheduler that owns nothing, in front of one that does as each test says. */
@Timeout(60)
class OwnerRoutingTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PATH = "/api/v1/batches/b%2F1";

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<Headers> heard = new AtomicReference<>();
  private final AtomicReference<String> target = new AtomicReference<>();
  private final AtomicReference<String> body = new AtomicReference<>();
  private final AtomicReference<Peer> owner = new AtomicReference<>();
  private final PeerClient peers =
      new PeerClient(new Patience(Duration.ofMillis(500), Duration.ofMillis(500)));
  private HttpServer other;
  private Javalin here;

  private String start(HttpHandler otherAnswers) throws IOException {
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    other.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          heard.set(exchange.getRequestHeaders());
          target.set(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          otherAnswers.handle(exchange);
        });
    other.start();
    owner.set(new Peer("127.0.0.1", other.getAddress().getPort()));
    return startHere();
  }

  private String startHere() {
    var routing = new OwnerRouting(peers);
    here =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.routes.exception(
              Exception.class,
              (failure, request) -> {
                Problem problem = Problems.of(failure);
                problem.headers().forEach(request::header);
                request.status(problem.code().status()).result(problem.bytes());
              });
          for (var method :
              List.of(
                  io.javalin.http.HandlerType.GET,
                  io.javalin.http.HandlerType.HEAD,
                  io.javalin.http.HandlerType.POST,
                  io.javalin.http.HandlerType.DELETE)) {
            config.routes.addHttpHandler(
                method,
                "/api/v1/<rest>",
                request ->
                    routing.answer(
                        request,
                        refused -> {
                          String unused = refused.body();
                          throw new LedgerNotHereException(new Elsewhere(owner.get()), null);
                        }));
          }
        });
    here.start("127.0.0.1", 0);
    return "http://127.0.0.1:" + here.port();
  }

  @AfterEach
  void stop() {
    peers.close();
    if (here != null) {
      here.stop();
    }
    if (other != null) {
      other.stop(0);
    }
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
  }

  @Test
  void theOwnerIsAskedTheSameAndNothingElse() throws Exception {
    String url =
        start(exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/x");
          exchange.getResponseHeaders().add("Content-Disposition", "attachment");
          exchange.getResponseHeaders().add("Set-Cookie", "a=b");
          say(exchange, 201, "said");
        });

    HttpResponse<String> response =
        send(
            to(url + PATH + "?a=%C3%A4&b=x%7Cy")
                .header("Authorization", "Bearer t")
                .header("Idempotency-Key", "k")
                .header("Content-Type", "application/json")
                .header("Cookie", "secret=1")
                .header("Origin", "http://evil")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("X-Forwarded-Host", "evil")
                .POST(BodyPublishers.ofString("{\"x\":1}")));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("said");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/x");
    assertThat(response.headers().firstValue("Content-Disposition")).hasValue("attachment");
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(target).hasValue("POST " + PATH + "?a=%C3%A4&b=x%7Cy");
    assertThat(body).hasValue("{\"x\":1}");
    assertThat(heard.get().getFirst("Authorization")).isEqualTo("Bearer t");
    assertThat(heard.get().getFirst("Idempotency-Key")).isEqualTo("k");
    assertThat(heard.get().getFirst("Host")).isEqualTo(owner.get().authority());
    assertThat(heard.get().getFirst("Sluice-Forwarded")).isEqualTo("1");
    assertThat(heard.get())
        .doesNotContainKeys("Cookie", "Origin", "X-http-method-override", "X-forwarded-host");
  }

  @Test
  void aRequestThatWasPassedOnOnceStaysWhereItIs() throws Exception {
    String url = start(exchange -> say(exchange, 200, ""));

    HttpResponse<String> response = send(to(url + PATH).header("Sluice-Forwarded", "1").GET());

    assertThat(response.statusCode()).isEqualTo(421);
    assertThat(response.body()).contains("OTHER_OWNER", owner.get().authority());
    assertThat(send(to(url + PATH).DELETE()).statusCode()).isEqualTo(421);
    assertThat(asked).hasValue(0);
  }

  @Test
  void anOwnerThatIsNoneAnyMoreIsWaitedFor() throws Exception {
    String url = start(exchange -> say(exchange, 421, "{}"));

    HttpResponse<String> response = send(to(url + PATH).GET());

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("OWNER_UNKNOWN");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void redirectsAreHandedOnAndNotFollowed() throws Exception {
    String url =
        start(exchange -> {
          exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
          say(exchange, 302, "");
        });

    assertThat(send(to(url + PATH).GET()).statusCode()).isEqualTo(302);
    assertThat(asked).hasValue(1);
  }

  @Test
  void headHasTheHeadersOfTheOwnerAndNoBody() throws Exception {
    String url =
        start(exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/x");
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });

    HttpResponse<String> response = send(to(url + PATH).method("HEAD", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/x");
    assertThat(target.get()).startsWith("HEAD");
  }

  @Test
  void nobodyThereIsToldWithTheOwner() throws Exception {
    try (var closed = new ServerSocket(0)) {
      owner.set(new Peer("127.0.0.1", closed.getLocalPort()));
    }
    HttpResponse<String> response = send(to(startHere() + PATH).GET());

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("OWNER_UNREACHABLE", owner.get().authority());
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void whoTakesTheRequestAndSaysNothingIsNotWaitedForForEver() throws Exception {
    var over = new CountDownLatch(1);
    String url = start(exchange -> await(over));

    HttpResponse<String> response = send(to(url + PATH).GET());

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("OWNER_UNREACHABLE");
    over.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void bytesArePassedOnAsTheyCome() throws Exception {
    var seen = new CountDownLatch(1);
    byte[] first = "x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
    String url =
        start(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(first);
          exchange.getResponseBody().flush();
          await(seen);
          exchange.getResponseBody().write('y');
          exchange.close();
        });
    // The owner is silent for as long as the reader needs, which is less than its patience.
    HttpResponse<InputStream> response =
        HTTP.send(to(url + PATH).GET().build(), BodyHandlers.ofInputStream());
    try (InputStream bytes = response.body()) {
      assertThat(bytes.readNBytes(32 * 1024)).hasSize(32 * 1024);
      seen.countDown();
      assertThat(bytes.readAllBytes()).hasSize(first.length - 32 * 1024 + 1).endsWith('y');
    }
  }

  @Test
  void whatBreaksOffHalfwayIsNotTakenForAll() throws Exception {
    var over = new CountDownLatch(1);
    String url =
        start(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[100_000]);
          exchange.getResponseBody().flush();
          await(over); // more was promised, and does not come
        });

    assertThatThrownBy(() -> send(to(url + PATH).GET())).isInstanceOf(IOException.class);
    over.countDown();
  }

  @Test
  void aConnectionThatEndedMeanwhileIsOpenedAnew() throws Exception {
    var first = new AtomicInteger();
    String url =
        start(exchange -> {
          if (first.getAndIncrement() == 0) {
            exchange.close(); // without an answer
          } else {
            say(exchange, 200, "again");
          }
        });

    HttpResponse<String> response = send(to(url + PATH).POST(BodyPublishers.ofString("{}")));

    assertThat(response.body()).isEqualTo("again");
    assertThat(body).hasValue("{}");
  }

  @Test
  void theTargetIsThePeerWhateverTheRequestSays() {
    var peer = new Peer("::1", 8470);
    for (String path :
        List.of(
            "/api/v1/x@evil.example.com/",
            "/api/v1//evil.example.com",
            "/api/v1/\\evil",
            "/api/v1/ä%zz\"<>\n")) {
      URI uri = Question.target(peer, path, "a=http://evil/#x");
      assertThat(uri.getRawAuthority()).isEqualTo("[::1]:8470");
      assertThat(uri.getRawFragment()).isNull();
    }
    assertThatThrownBy(() -> Question.target(peer, "http://evil/api/v1/", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Question.target(peer, "@evil/", null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
