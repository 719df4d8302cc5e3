package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.http.security.Role;
import dev.sluice.http.security.Token;
import dev.sluice.http.security.TokenFile;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Settings;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every request, while the scheduler behind the API has not started yet. */
@Timeout(60)
class HttpServerTest {

  private static final String BATCHES = "/api/v1/batches";

  @TempDir Path directory;

  private HttpApi api = HttpApi.open(config(Optional.empty(), false));
  private Ask ask = new Ask(api.url());

  private static HttpConfig config(Optional<Path> tokens, boolean readOnly) {
    return new HttpConfig(
        "127.0.0.1",
        0,
        tokens,
        readOnly,
        false,
        Set.of("sluice.example.org"),
        Set.of("https://ops.example.org"),
        Optional.empty(),
        10_000,
        2);
  }

  private void restart(Optional<Path> tokens, boolean readOnly) {
    api.close();
    api = HttpApi.open(config(tokens, readOnly));
    ask = new Ask(api.url());
  }

  @AfterEach
  void close() {
    api.close();
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(Ask.json(response).path("code").asText()).isEqualTo(code);
    assertThat(Ask.json(response).path("status").asInt()).isEqualTo(status);
    assertThat(Ask.json(response).path("type").asText()).startsWith("urn:sluice:problem:");
    assertThat(Ask.json(response).path("detail").asText()).isNotEmpty();
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
  }

  @Test
  void isAliveButNotReadyWhileTheSchedulerStarts() {
    assertThat(ask.get("/livez").statusCode()).isEqualTo(200);
    assertProblem(ask.get("/readyz"), 503, "RESTORING");
    HttpResponse<String> batches = ask.get(BATCHES);
    assertProblem(batches, 503, "RESTORING");
    assertThat(batches.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void whatIsNotThereIsAProblem() {
    assertProblem(ask.get("/api/v1/nothing"), 404, "ROUTE_NOT_FOUND");
    assertProblem(ask.delete(BATCHES), 405, "METHOD_NOT_ALLOWED");
    assertProblem(ask.get(BATCHES + "/a..b/../../etc/passwd"), 404, "ROUTE_NOT_FOUND");
    assertProblem(
        ask.get(BATCHES + "/x", "X-HTTP-Method-Override", "DELETE"), 400, "MALFORMED_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/batches/%2e%2e%2f%2e%2e%2fetc",
        "/api/v1/batches/..;/x",
        "/api/v1//batches",
        "/api/v1/batches/a%00b",
        "/api/v1/batches/%zz",
        "/api/v1/batches/%2e%2e/x"
      })
  void pathTricksEndInARefusal(String path) throws Exception {
    String answer =
        ask.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").contains("application/problem+json");
  }

  @Test
  void aNameThatSomebodyPointedHereIsRefused() throws Exception {
    String request = "GET /livez HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";

    assertThat(ask.raw(request.formatted("evil.example.com:80")))
        .contains("403", "HOST_NOT_ALLOWED");
    assertThat(ask.raw(request.formatted("localhost:1"))).startsWith("HTTP/1.1 200");
    assertThat(ask.raw(request.formatted("Sluice.Example.Org"))).startsWith("HTTP/1.1 200");
    assertThat(ask.raw(request.formatted("[::1]:8470"))).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example.com", "null", "http://127.0.0.1:1"})
  void aPageOfAnotherOriginChangesNothingAndOpensNoStream(String origin) {
    assertProblem(ask.post(BATCHES, "{}", "Origin", origin), 403, "ORIGIN_NOT_ALLOWED");
    assertProblem(ask.get("/api/v1/changes", "Origin", origin), 403, "ORIGIN_NOT_ALLOWED");
    assertProblem(ask.get(BATCHES, "Origin", origin), 503, "RESTORING");
  }

  @Test
  void itsOwnOriginAndThoseThatAreAllowedMay() {
    assertProblem(ask.post(BATCHES + "/a/start", "{}", "Origin", ask.url()), 503, "RESTORING");
    assertProblem(
        ask.post(BATCHES + "/a/start", "{}", "Origin", "https://ops.example.org"),
        503,
        "RESTORING");
    assertProblem(
        ask.post(BATCHES + "/a/start", "{}", "Sec-Fetch-Site", "cross-site"),
        403,
        "ORIGIN_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void whatAFormCanSendIsNoBody(String type) {
    assertProblem(ask.postAs(type, BATCHES, "{}"), 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void aReadOnlyApiChangesNothing() {
    restart(Optional.empty(), true);

    assertProblem(ask.post(BATCHES, "{}"), 403, "READ_ONLY");
    assertProblem(ask.delete("/api/v1/dead-letters/0-0"), 403, "READ_ONLY");
    assertProblem(ask.get(BATCHES), 503, "RESTORING");
  }

  @Test
  void aTokenAllowsWhatItsRoleDoes() throws Exception {
    Path file = directory.resolve("tokens");
    for (Role role : Role.values()) {
      TokenFile.add(file, Token.of(role, "t-" + role.word(), "secret-" + role.word()));
    }
    restart(Optional.of(file), false);

    assertThat(Files.readString(file)).doesNotContain("secret-");
    assertThat(ask.get("/livez").statusCode()).isEqualTo(200);
    HttpResponse<String> nobody = ask.get(BATCHES);
    assertProblem(nobody, 401, "UNAUTHENTICATED");
    assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
    assertProblem(ask.get("/metrics"), 401, "UNAUTHENTICATED");
    assertProblem(ask.get(BATCHES, "Authorization", "Bearer wrong"), 401, "UNAUTHENTICATED");
    assertProblem(ask.get(BATCHES, "Authorization", bearer("reader")), 503, "RESTORING");
    String start = BATCHES + "/a/start";
    assertProblem(ask.post(start, "{}", "Authorization", bearer("reader")), 403, "FORBIDDEN");
    assertProblem(ask.post(start, "{}", "Authorization", bearer("operator")), 503, "RESTORING");
    String clear = BATCHES + "/a/clear";
    assertProblem(ask.post(clear, "{}", "Authorization", bearer("operator")), 403, "FORBIDDEN");
    assertProblem(ask.post(clear, "{}", "Authorization", bearer("admin")), 503, "RESTORING");
  }

  private static String bearer(String role) {
    return "Bearer secret-" + role;
  }

  @Test
  void aTokenThatWasTakenOutOfTheFileStopsCounting() throws Exception {
    Path file = directory.resolve("tokens");
    TokenFile.add(file, Token.of(Role.READER, "one", "first"));
    TokenFile.add(file, Token.of(Role.READER, "two", "second"));
    restart(Optional.of(file), false);
    assertProblem(ask.get(BATCHES, "Authorization", "Bearer first"), 503, "RESTORING");

    Files.writeString(file, Token.of(Role.READER, "two", "second").line());

    assertProblem(ask.get(BATCHES, "Authorization", "Bearer first"), 401, "UNAUTHENTICATED");
    assertProblem(ask.get(BATCHES, "Authorization", "Bearer second"), 503, "RESTORING");
    Files.delete(file);
    assertProblem(ask.get(BATCHES, "Authorization", "Bearer second"), 401, "UNAUTHENTICATED");
  }

  @Test
  void sizesAreBounded() throws Exception {
    assertProblem(ask.post(BATCHES, "{\"name\":\"" + "x".repeat(20_000) + "\"}"), 413, "TOO_LARGE");
    String huge =
        ask.raw(
            "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: "
                + "y".repeat(20_000)
                + "\r\nConnection: close\r\n\r\n");
    assertThat(huge).startsWith("HTTP/1.1 431").contains("HEADERS_TOO_LARGE");
    String lying =
        ask.raw(
            "POST /api/v1/batches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 5\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{}   ");
    assertThat(lying).startsWith("HTTP/1.1 400").contains("MALFORMED_REQUEST");
    assertThat(ask.get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void aTakenPortIsToldWithARemedy() {
    int port = Integer.parseInt(api.url().replaceFirst(".*:", ""));

    assertThatThrownBy(() -> HttpApi.open(config(Optional.empty(), false).withPort(port)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.http.port")
        .hasMessageContaining("choose another port, or 0");
  }

  @Test
  void anAddressThatOthersReachNeedsTokens() throws Exception {
    Path file = directory.resolve("tokens");
    TokenFile.add(file, Token.of(Role.READER, "one", "first"));
    Map<String, String> open = Map.of("sluice.http.host", "0.0.0.0");

    assertThatThrownBy(() -> HttpConfig.from(Settings.read(open, Map.of(), HttpKeys.all())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice token");
    assertThat(
            HttpConfig.from(
                Settings.read(
                    Map.of(
                        "sluice.http.host", "0.0.0.0", "sluice.http.token-file", file.toString()),
                    Map.of(),
                    HttpKeys.all())))
        .isPresent();
    assertThat(
            HttpConfig.from(
                Settings.read(Map.of("sluice.http.port", ""), Map.of(), HttpKeys.all())))
        .isEmpty();
  }

  @Test
  void aTokenFileWithoutTokensOpensNothing() throws Exception {
    Path file = Files.writeString(directory.resolve("tokens"), "# nobody yet\n");

    assertThatThrownBy(() -> HttpApi.open(config(Optional.of(file), false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("has no token");
  }
}
