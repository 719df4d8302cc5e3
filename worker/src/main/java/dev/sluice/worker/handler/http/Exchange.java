package dev.sluice.worker.handler.http;

import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/** One request and the redirects that it leads to. Used by one thread, aborted by any. */
final class Exchange {

  private static final int MOST_REDIRECTS = 5;

  private final CloseableHttpClient client;
  private final HttpAllowance allowance;
  private final HttpParams params;
  private final TaskContext context;
  private @Nullable HttpUriRequestBase current;
  private boolean aborted;

  Exchange(
      CloseableHttpClient client, HttpAllowance allowance, HttpParams params, TaskContext context) {
    this.client = client;
    this.allowance = allowance;
    this.params = params;
    this.context = context;
  }

  /** The last response: the first one that is no redirect, or must not be followed. */
  Response response() throws NonRetryableException, IOException {
    Hop hop = new Hop(params.target(), params.method(), true);
    Response response = send(hop);
    for (int followed = 0; follow(response); followed++) {
      if (followed == MOST_REDIRECTS) {
        throw new NonRetryableException(
            params.target() + " redirects more than " + MOST_REDIRECTS + " times");
      }
      hop = hop.after(response);
      response = send(hop);
    }
    return response;
  }

  private boolean follow(Response response) {
    return params.followRedirects()
        && response.redirect()
        && !params.expected().contains(response.status());
  }

  /**
   * One of the requests.
   *
   * @param trusted whether all servers so far were the one that the task names
   */
  private record Hop(Target target, String method, boolean trusted) {

    Hop after(Response response) throws NonRetryableException {
      Target next = target.redirected(response.header("location").orElseThrow());
      if (target.scheme().equals("https") && next.scheme().equals("http")) {
        throw new NonRetryableException(target + " redirects to plain http, which is not followed");
      }
      return new Hop(next, methodAfter(response.status()), trusted && next.sameOrigin(target));
    }

    /** As browsers and RFC 9110 do it. */
    private String methodAfter(int status) {
      boolean get =
          (status == 303 && !method.equals("HEAD")) || (status < 303 && method.equals("POST"));
      return get ? "GET" : method;
    }
  }

  private Response send(Hop hop) throws NonRetryableException, IOException {
    Target target = hop.target();
    allowance.check(target);
    var request = new HttpUriRequestBase(hop.method(), URI.create(target.url()));
    Headers headers = hop.trusted() ? params.headers() : params.headers().harmless();
    headers.values().forEach(request::setHeader);
    if (hop.trusted() && repeatable(hop.method()) && !headers.has("Idempotency-Key")) {
      request.setHeader("Idempotency-Key", '"' + context.idempotencyKey() + '"');
    }
    if (params.body().isPresent() && hop.method().equals(params.method())) {
      var body = params.body().get();
      if (!hop.trusted()) {
        throw new NonRetryableException(
            "The server redirects to "
                + target.host()
                + ", and the body is not sent to another host");
      }
      request.setEntity(new ByteArrayEntity(body.bytes(), null));
      if (!headers.has("Content-Type")) {
        request.setHeader("Content-Type", body.type());
      }
    }
    begin(request);
    var host = new HttpHost(target.scheme(), target.host(), target.port());
    ClassicHttpResponse response = client.executeOpen(host, request, null);
    try {
      return read(response);
    } finally {
      Closer.closeQuietly(response); // complains where reading was broken off, which is no news
    }
  }

  /** Methods that do something each time, unless the server knows that it is the same. */
  private static boolean repeatable(String method) {
    return method.equals("POST") || method.equals("PATCH");
  }

  /** No more than fits: the rest is never read, and the connection closed. */
  private Response read(ClassicHttpResponse response) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(header.getName(), header.getValue());
    }
    byte[] body = {};
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      InputStream in = entity.getContent();
      body = in.readNBytes(context.outputLimit() + 1);
      if (body.length > context.outputLimit()) {
        abort(); // closing the stream would read what is left
      } else {
        in.close();
      }
    }
    String reason = response.getReasonPhrase() == null ? "" : response.getReasonPhrase();
    return new Response(response.getCode(), reason, headers, body);
  }

  private synchronized void begin(HttpUriRequestBase request) throws IOException {
    if (aborted) {
      throw new IOException("aborted");
    }
    current = request;
  }

  /** Ends it now, wherever it is. */
  synchronized void abort() {
    aborted = true;
    if (current != null) {
      current.cancel();
    }
  }
}
