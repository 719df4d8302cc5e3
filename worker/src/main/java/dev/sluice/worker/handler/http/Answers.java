package dev.sluice.worker.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.NonRetryableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;

/** What a response means for the attempt. */
record Answers(HttpParams params, int outputLimit, InstantSource clock) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_TYPE_CHARS = 200;
  private static final int SHOWN_CHARS = 500;

  /**
   * @throws HttpStatusException if another attempt may help
   */
  Content output(Response response) throws NonRetryableException, HttpStatusException {
    if (!params.expected().contains(response.status())) {
      throw failure(response);
    }
    checkSize(response.body().length);
    if (!params.full()) {
      return response.body().length == 0
          ? Content.EMPTY
          : new Content(response.body(), type(response));
    }
    byte[] written = full(response).toString().getBytes(StandardCharsets.UTF_8);
    checkSize(written.length);
    return new Content(written, Content.JSON);
  }

  private void checkSize(int bytes) throws NonRetryableException {
    if (bytes > outputLimit) {
      throw new NonRetryableException(
          request()
              + " was answered with more than "
              + outputLimit
              + " bytes, the limit of an output; ask for less, or write the data elsewhere");
    }
  }

  private NonRetryableException failure(Response response) throws HttpStatusException {
    String message =
        request()
            + " was answered "
            + (response.status() + " " + response.reason()).strip()
            + response.header("retry-after").map(wait -> " (retry-after: " + wait + ")").orElse("")
            + response.header("location").map(to -> " (location: " + to + ")").orElse("")
            + excerpt(response);
    if (response.passing()) {
      throw new HttpStatusException(
          message, RetryAfter.of(response.header("retry-after"), clock.instant()));
    }
    return new NonRetryableException(message);
  }

  private String request() {
    return params.method() + " " + params.target();
  }

  private static String excerpt(Response response) {
    if (response.body().length == 0 || !textual(type(response))) {
      return "";
    }
    String text = new String(response.body(), StandardCharsets.UTF_8).strip();
    return ": " + (text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text);
  }

  private static ObjectNode full(Response response) {
    ObjectNode all = JSON.createObjectNode().put("status", response.status());
    ObjectNode headers = all.putObject("headers");
    response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    String type = type(response);
    if (json(type)) {
      try {
        JsonNode body = JSON.readTree(response.body());
        return all.set("body", body);
      } catch (IOException e) {
        return all.put("body", new String(response.body(), StandardCharsets.UTF_8));
      }
    }
    return textual(type)
        ? all.put("body", new String(response.body(), StandardCharsets.UTF_8))
        : all.put("bodyBase64", response.body());
  }

  private static String type(Response response) {
    return response
        .header("content-type")
        .filter(type -> !type.isBlank() && type.length() <= MOST_TYPE_CHARS)
        .orElse(Content.BYTES);
  }

  private static boolean json(String type) {
    String media = type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    return media.equals("application/json") || media.endsWith("+json");
  }

  private static boolean textual(String type) {
    String media = type.toLowerCase(Locale.ROOT);
    return media.startsWith("text/") || json(media) || media.contains("xml");
  }
}
