package dev.sluice.worker.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.builtin.Params;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of {@code http}.
 *
 * @param timeout of all of it, redirects too
 * @param full whether the output is status, headers and body, and not the body alone
 */
record HttpParams(
    String method,
    Target target,
    Headers headers,
    Optional<Body> body,
    ExpectedStatus expected,
    Duration timeout,
    boolean followRedirects,
    boolean full) {

  static final Set<String> NAMES =
      Set.of(
          "method",
          "url",
          "headers",
          "body",
          "expectStatus",
          "timeout",
          "followRedirects",
          "output");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofHours(1);

  record Body(byte[] bytes, String type) {}

  static HttpParams of(JsonNode json) throws NonRetryableException {
    var params = new Params("http", json, NAMES);
    String url =
        params
            .text("url")
            .orElseThrow(() -> new NonRetryableException("Parameter url of http is missing"));
    Optional<Body> body = params.value("body").map(HttpParams::body);
    return new HttpParams(
        method(params, body.isPresent()),
        Target.of(url),
        Headers.of(params),
        body,
        ExpectedStatus.of(params),
        timeout(params),
        params.value("followRedirects").isEmpty() || params.flag("followRedirects"),
        full(params));
  }

  private static String method(Params params, boolean body) throws NonRetryableException {
    Optional<String> method = params.text("method").map(text -> text.toUpperCase(Locale.ROOT));
    if (method.isPresent() && !METHODS.contains(method.get())) {
      throw params.wrong("method", "one of " + METHODS, params.value("method").orElseThrow());
    }
    return method.orElse(body ? "POST" : "GET");
  }

  private static Body body(JsonNode value) {
    return value.isTextual()
        ? new Body(value.asText().getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8")
        : new Body(value.toString().getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private static Duration timeout(Params params) throws NonRetryableException {
    Duration timeout = params.duration("timeout");
    if (timeout.compareTo(LONGEST) > 0) {
      throw params.wrong("timeout", "an hour at most", params.value("timeout").orElseThrow());
    }
    return timeout.isZero() ? TIMEOUT : timeout;
  }

  private static boolean full(Params params) throws NonRetryableException {
    Optional<String> output = params.text("output");
    if (output.isPresent() && !Set.of("body", "full").contains(output.get())) {
      throw params.wrong("output", "body or full", params.value("output").orElseThrow());
    }
    return output.filter("full"::equals).isPresent();
  }
}
