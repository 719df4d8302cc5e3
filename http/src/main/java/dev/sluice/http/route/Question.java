package dev.sluice.http.route;

import dev.sluice.scheduler.view.Peer;
import io.javalin.http.Context;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as it is put to another scheduler: the same path, query, body and rights. */
final class Question {

  private static final List<String> PASSED =
      List.of("Authorization", "Idempotency-Key", "Content-Type", "Accept");

  private static final String ROOT = "/api/v1/";

  /** What may not stand in a path or a query as it is. */
  private static final Pattern OTHER =
      Pattern.compile("%(?![0-9A-Fa-f]{2})|[^%A-Za-z0-9._~!$&'()*+,;=:@/?-]+");

  private Question() {}

  /**
   * The same question.
   *
   * @param patience until the answer begins
   */
  static HttpRequest same(Context request, Peer peer, Duration patience) {
    boolean post = "POST".equals(request.req().getMethod());
    BodyPublisher body =
        post ? BodyPublishers.ofByteArray(request.bodyAsBytes()) : BodyPublishers.noBody();
    return of(request, peer, patience).method(request.req().getMethod(), body).build();
  }

  /** Like {@link #same}, to be answered with a body even where the request wants none. */
  static HttpRequest part(Context request, Peer peer, Duration patience) {
    return of(request, peer, patience).GET().build();
  }

  private static HttpRequest.Builder of(Context request, Peer peer, Duration patience) {
    HttpRequest.Builder question =
        HttpRequest.newBuilder(
                target(peer, request.req().getRequestURI(), request.req().getQueryString()))
            .timeout(patience)
            .header(Hop.FORWARDED, "1");
    for (String name : PASSED) {
      String value = request.header(name);
      if (value != null) {
        question.header(name, value);
      }
    }
    return question;
  }

  /** The peer's address is whole before anything of the request stands behind it. */
  static URI target(Peer peer, String path, @Nullable String query) {
    if (!path.startsWith(ROOT)) {
      throw new IllegalArgumentException("only what is below " + ROOT + " is passed on");
    }
    return URI.create(
        "http://" + peer.authority() + plain(path) + (query == null ? "" : "?" + plain(query)));
  }

  /** Escapes what the server lets through and a URI does not. */
  private static String plain(String text) {
    Matcher other = OTHER.matcher(text);
    return other.replaceAll(found -> {
      var escaped = new StringBuilder();
      for (byte one : found.group().getBytes(StandardCharsets.UTF_8)) {
        escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
      }
      return escaped.toString();
    });
  }
}
