package dev.sluice.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections whose headers don't come to an end. Jetty bounds the silence between two bytes,
 * so that a byte now and then would hold a connection for a day; and there is a bounded number of
 * them. A connection is looked at now and then: in the middle of the headers of the same request
 * twice is too slow.
 */
final class SlowHeaders implements Connection.Listener {

  private static final long NO_HEADERS = -1;

  private final Scheduler scheduler;
  private final Duration interval;

  /**
   * @param interval between two looks; headers get one to three of it
   */
  SlowHeaders(Scheduler scheduler, Duration interval) {
    this.scheduler = scheduler;
    this.interval = interval;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      lookLater(http, NO_HEADERS);
    }
  }

  private void lookLater(HttpConnection http, long request) {
    scheduler.schedule(() -> look(http, request), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * @param request in whose headers it was the last time
   */
  private void look(HttpConnection http, long request) {
    if (!http.getEndPoint().isOpen()) {
      return;
    }
    HttpParser parser = http.getParser();
    boolean inHeaders = parser.inHeaderState() && !parser.isStart();
    long now = inHeaders ? http.getMessagesIn() : NO_HEADERS;
    if (inHeaders && now == request) {
      http.getEndPoint().close();
    } else {
      lookLater(http, now);
    }
  }
}
