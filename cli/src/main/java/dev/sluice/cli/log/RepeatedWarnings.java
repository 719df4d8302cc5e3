package dev.sluice.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets each warning of Kafka's clients through once in 30 seconds: while brokers are away they warn
 * of every attempt to connect, many times a second, and nobody finds the other lines. Their errors
 * and the lines of everybody else always pass. Thread-safe.
 */
public final class RepeatedWarnings extends Filter<ILoggingEvent> {

  private static final String KAFKA = "org.apache.kafka.";
  private static final long AGAIN_MS = Duration.ofSeconds(30).toMillis();
  private static final int MOST_KNOWN = 200;

  /** When a warning was let through last, the oldest one first. */
  private final Map<String, Long> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLevel().equals(Level.WARN)
            && event.getLoggerName().startsWith(KAFKA)
            && toldLately(event)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  /** The same but for its arguments: Kafka writes which client it is before that. */
  private synchronized boolean toldLately(ILoggingEvent event) {
    String what = event.getLoggerName() + ' ' + event.getMessage();
    Long last = told.get(what);
    if (last != null && event.getTimeStamp() - last < AGAIN_MS) {
      return true;
    }
    told.remove(what);
    told.put(what, event.getTimeStamp());
    return false;
  }
}
