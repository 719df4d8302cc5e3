package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * B39, B47, B50, B51, S05 and S14: what is no proper request, in bytes. After each it still
 * answers.
 */
@Timeout(60)
class HttpHardeningTest {

  private static final String BATCHES = "/api/v1/batches";
  private static final String POST =
      "POST /api/v1/batches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final int MOST_BYTES = 200_000;

  private static final HttpApi API =
      HttpApi.open(
          new HttpConfig(
              "127.0.0.1",
              0,
              Optional.empty(),
              false,
              false,
              Set.of(),
              Set.of(),
              Optional.empty(),
              MOST_BYTES,
              2),
          new JettyBounds(Duration.ofSeconds(2), Duration.ofMillis(500)));
  private static final Ask ASK = new Ask(API.url());

  @AfterEach
  void stillAnswers() {
    HttpResponse<String> alive = ASK.get("/livez");
    assertThat(alive.statusCode()).isEqualTo(200);
    assertSafe(alive);
  }

  @AfterAll
  static void close() {
    API.close();
  }

  private static String raw(String bytes) throws IOException {
    try (var connection = new RawConnection(API.url())) {
      return connection.say(bytes).answer();
    }
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(Ask.json(response).path("code").asText()).isEqualTo(code);
    assertSafe(response);
  }

  /** S05. */
  private static void assertSafe(HttpResponse<String> response) {
    var headers = response.headers();
    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(headers.firstValue("Server")).isEmpty();
    assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private static void assertRefused(String answer, String... codes) {
    assertThat(answer).matches("(?s)HTTP/1.1 [45]\\d\\d .*").containsAnyOf(codes);
    assertThat(answer)
        .containsIgnoringCase("X-Content-Type-Options: nosniff")
        .contains("frame-ancestors 'none'", "application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/batches?status=failed%",
        "/api/v1/batches?label=a%4",
        "/api/v1/batches?label=%zz",
        "/api/v1/batches?label=%ff",
        "/api/v1/batches/b/results?status=%ZZfailed",
        "/api/v1/compare?a=1&b=2&failIf=p95>%2B10%"
      })
  void aQueryThatCannotBeDecodedIsRefusedAndNotLeftOut(String path) throws Exception {
    assertRefused(
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        "INVALID_PARAMETER");
  }

  @Test
  void aPostWithoutALengthHasNoBody() throws Exception {
    assertRefused(raw(POST + "Connection: close\r\n\r\n{\"name\": \"n\"}"), "INVALID_BATCH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000000000", "200001"})
  void aBodyThatIsTooLongIsRefusedBeforeItComes(String length) throws Exception {
    String answer = raw(POST + "Content-Length: " + length + "\r\n\r\n{");

    assertRefused(answer, "TOO_LARGE");
    assertThat(answer).startsWith("HTTP/1.1 413");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "99999999999999999999", "5, 6", "0x10", "+5", "1e3"})
  void aLengthThatIsNoneIsRefused(String length) throws Exception {
    assertRefused(
        raw(POST + "Content-Length: " + length + "\r\nConnection: close\r\n\r\n{}"),
        "MALFORMED_REQUEST",
        "TOO_LARGE");
  }

  @Test
  void aBodyThatEndsBeforeItsLengthIsNotTaken() throws Exception {
    try (var connection = new RawConnection(API.url())) {
      String answer =
          connection.say(POST + "Content-Length: 50\r\n\r\n{\"name\": \"n\"}").end().answer();

      assertThat(answer)
          .satisfiesAnyOf(
              nothing -> assertThat(nothing).isEmpty(),
              refusal -> assertRefused(refusal, "MALFORMED_REQUEST"));
    }
  }

  @Test
  void aBodyThatStopsIsNotWaitedForForEver() throws Exception {
    assertRefused(raw(POST + "Content-Length: 50\r\n\r\n{"), "REQUEST_TIMEOUT");
  }

  @Test
  void aBodyThatComesByteByByteIsCutOff() throws Exception {
    try (var connection = new RawConnection(API.url())) {
      connection.say(POST + "Content-Length: 5000\r\n\r\n");

      String heard = connection.dripped(" ", Duration.ofMillis(50), Duration.ofSeconds(15));

      // The connection may end before all of the answer was read.
      assertThat("HTTP/1.1 408").startsWith(heard.substring(0, Math.min(12, heard.length())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: ", "GET /li"})
  void headersThatComeByteByByteAreCutOff(String begun) throws Exception {
    try (var connection = new RawConnection(API.url())) {
      connection.say(begun);

      connection.dripped("x", Duration.ofMillis(50), Duration.ofSeconds(15));
    }
  }

  @Test
  void slowHeadersOfALaterRequestAreCutOffToo() throws Exception {
    try (var connection = new RawConnection(API.url())) {
      connection.say("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(connection.firstLine()).startsWith("HTTP/1.1 200");
      connection.say("GET /livez HTTP/1.1\r\nHost: localhost\r\n");

      String rest = connection.dripped("x", Duration.ofMillis(50), Duration.ofSeconds(15));

      assertThat(rest).doesNotContain("HTTP/1.1 200");
    }
  }

  @Test
  void manySlowOnesKeepNobodyElseWaiting() throws Exception {
    List<RawConnection> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        slow.add(new RawConnection(API.url()).say("GET /livez HTTP/1.1\r\nHost: loc"));
      }

      assertThat(ASK.get("/livez").statusCode()).isEqualTo(200);
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}more than two\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip\r\n\r\n{}",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n"
      })
  void chunksThatLieAreRefused(String rest) throws Exception {
    assertRefused(raw(POST + "Connection: close\r\n" + rest), "MALFORMED_REQUEST");
  }

  @Test
  void chunksAreCountedAsTheyCome() throws Exception {
    var body = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      body.append("2710\r\n").append(" ".repeat(10_000)).append("\r\n");
    }

    String answer = raw(POST + "Transfer-Encoding: chunked\r\n\r\n" + body);

    assertThat(answer)
        .satisfiesAnyOf(
            nothing -> assertThat(nothing).isEmpty(), // cut off while it still sent
            refusal -> assertRefused(refusal, "TOO_LARGE"));
  }

  @Test
  void chunksThatAreCorrectAreTaken() throws Exception {
    assertRefused(
        raw(
            POST
                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "8\r\n{\"name\":\r\n5\r\n \"n\"}\r\n0\r\n\r\n"),
        "INVALID_BATCH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /livez\r\n\r\n",
        "GET /livez HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /livez HTTP/1.1\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\n folded: y\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
        "\r\n\r\n\r\n{}\r\n\r\n"
      })
  void whatIsNoHttpIsNoRequest(String bytes) throws Exception {
    try (var connection = new RawConnection(API.url())) {
      assertThat(connection.say(bytes).end().answer()).doesNotContain("HTTP/1.1 2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PUT", "PATCH", "FOO", "get", "PROPFIND"})
  void otherMethodsAreRefused(String method) throws Exception {
    assertThat(
            raw(
                method
                    + " "
                    + BATCHES
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1.1 (400|404|405|501) .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*/*", ";;;q=zz", "text/html", "\u00ff", "a/b;q=1000, text/*;level=x"})
  void whateverIsAccepted(String accept) throws Exception {
    assertThat(
            raw(
                "GET /livez HTTP/1.1\r\nHost: localhost\r\nAccept: "
                    + accept
                    + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain; charset=application/json",
        "application/jsonp",
        "application/json-patch+json",
        "application/x-www-form-urlencoded; application/json",
        "multipart/form-data; boundary=application/json",
        "text/xml"
      })
  void aBodyOfAnotherTypeIsRefused(String type) {
    HttpResponse<String> response =
        type.isEmpty() ? ASK.postAs(" ", BATCHES, "{}") : ASK.postAs(type, BATCHES, "{}");

    assertProblem(response, 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: %s\r\nConnection: close\r\n\r\n",
        "GET /livez?%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST /api/v1/batches HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: %s\r\n\r\n"
      })
  void whatIsTooLongForAHeaderIsRefused(String request) throws Exception {
    assertRefused(raw(request.formatted("k".repeat(10_240))), "HEADERS_TOO_LARGE");
  }

  @Test
  void tenThousandHeadersAreTooMany() throws Exception {
    assertRefused(
        raw("GET /livez HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(10_000) + "\r\n"),
        "HEADERS_TOO_LARGE");
  }

  /** B50. Those that HTTP itself does not carry are refused by the server before. */
  @ParameterizedTest
  @ValueSource(strings = {"a b", "", "\u00e4", "a\tb", "\u0080", "\u007f", "a\u0000b"})
  void anIdempotencyKeyIsVisibleAscii(String key) throws Exception {
    assertRefused(
        raw(
            POST
                + "Idempotency-Key: "
                + key
                + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"),
        "INVALID_IDEMPOTENCY_KEY",
        "MALFORMED_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 7_000})
  void anIdempotencyKeyIsShort(int length) {
    assertProblem(
        ASK.post(BATCHES, "{}", "Idempotency-Key", "k".repeat(length)),
        400,
        "INVALID_IDEMPOTENCY_KEY");
  }

  /** B39. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "\"x\"",
        "null",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "{\"labels\": {\"a\": \"1\", \"a\": \"2\"}}",
        "{} x",
        "{}{}",
        "{} // end",
        "/* a */ {}",
        "{\"maxFailed\": NaN}",
        "{\"maxFailed\": Infinity}",
        "{\"maxFailed\": 01}",
        "{\"maxFailed\": .5}",
        "{name: \"a\"}",
        "{'name': 'a'}",
        "{\"name\": \"a\",}",
        "{\"name\": \"a\u0001b\"}",
        "{\"name\": \"\\x\"}",
        "{\"name\": \"a\"",
        "\u00ef\u00bb\u00bf",
        "\u00ff\u00fe{"
      })
  void whatIsNoStrictJsonIsRefused(String body) throws Exception {
    String answer =
        raw(POST + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

    assertRefused(answer, body.isEmpty() ? "INVALID_BATCH" : "INVALID_JSON");
  }

  @Test
  void jsonIsBoundedInDepthNumbersAndNames() {
    HttpResponse<String> deep =
        ASK.post(BATCHES, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
    assertProblem(deep, 400, "INVALID_JSON");
    assertThat(Ask.json(deep).path("detail").asText()).contains("60");
    HttpResponse<String> list =
        ASK.post(BATCHES, "{\"tasks\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}");
    assertProblem(list, 400, "INVALID_JSON");
    HttpResponse<String> number = ASK.post(BATCHES, "{\"maxFailed\": " + "9".repeat(100_000) + "}");
    assertProblem(number, 400, "INVALID_JSON");
    assertThat(Ask.json(number).path("detail").asText()).contains("1000");
    assertProblem(ASK.post(BATCHES, "{\"" + "n".repeat(60_000) + "\": 1}"), 400, "INVALID_JSON");
    assertProblem(
        ASK.post(BATCHES, "{\"maxFailed\": " + "9".repeat(MOST_BYTES) + "}"), 413, "TOO_LARGE");
    assertProblem(ASK.post(BATCHES, "{\"maxFailed\": 1e999999999}"), 422, "INVALID_BATCH");
  }

  /** S14. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap.servers",
        "kafka",
        "properties",
        "security.protocol",
        "sasl.jaas.config",
        "sasl.oauthbearer.token.endpoint.url",
        "value.serializer",
        "interceptor.classes"
      })
  void noBodySetsAKafkaClient(String key) {
    String task = "{\"id\": \"a\", \"type\": \"noop\"%s}";
    String whole = "{\"name\": \"n\"%s, \"tasks\": [" + task + "]}";
    String evil = ", \"" + key + "\": \"com.sun.security.auth.module.JndiLoginModule required;\"";

    assertProblem(ASK.post(BATCHES, whole.formatted(evil, "")), 422, "INVALID_BATCH");
    assertProblem(ASK.post(BATCHES, whole.formatted("", evil)), 422, "INVALID_BATCH");
    HttpResponse<String> inCommand = ASK.post(BATCHES + "/a/start", "{" + evil.substring(1) + "}");
    assertProblem(inCommand, 400, "INVALID_JSON");
    assertThat(ASK.get(BATCHES + "?" + key + "=x").statusCode()).isIn(400, 503);
  }

  /** S04 in bytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost.evil.example.com",
        "127.0.0.1.nip.io",
        "localhost@evil.example.com",
        "[::1].evil.example.com",
        "evil.example.com:8470",
        "0.0.0.0",
        "169.254.169.254",
        "127.0.0.2"
      })
  void namesThatAreNoneOfOursAreRefused(String host) throws Exception {
    assertThat(raw("GET /livez HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1.1 (400|403) .*");
  }

  @Test
  void aWholeUrlInTheRequestLineCountsAsItsHost() throws Exception {
    assertThat(
            raw(
                "GET http://evil.example.com/livez HTTP/1.1\r\nHost: localhost\r\n"
                    + "Connection: close\r\n\r\n"))
        .doesNotContain("HTTP/1.1 200");
  }
}
