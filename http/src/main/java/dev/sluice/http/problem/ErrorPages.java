package dev.sluice.http.problem;

import dev.sluice.http.security.SecurityHeaders;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty answers to requests that are too broken to become any. */
public final class ErrorPages implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Problem problem =
        switch (status) {
          case 408 -> Problem.of(ProblemCode.REQUEST_TIMEOUT, "send the request faster");
          case 413 -> Problem.of(ProblemCode.TOO_LARGE, "the body is larger than this API takes");
          case 414, 431 -> Problem.of(ProblemCode.HEADERS_TOO_LARGE, "send shorter headers");
          default ->
              status >= 500
                  ? Problem.of(ProblemCode.INTERNAL_ERROR, "the log of the scheduler says more")
                  : Problem.of(ProblemCode.MALFORMED_REQUEST, "check the path and the headers");
        };
    response.setStatus(problem.code().status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(problem.bytes()), callback);
    return true;
  }
}
