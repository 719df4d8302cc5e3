package dev.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import dev.sluice.cli.log.LogKeys;
import dev.sluice.cli.log.MaskingEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged. Everything that is goes to stderr. */
final class Logs {

  private static final List<String> KAFKA =
      List.of("kafka", "org.apache.kafka", "state.change.logger");
  private static final String STREAMS_INTERNALS = "org.apache.kafka.streams.processor.internals";

  private static final String STDERR = "STDERR";

  private Logs() {}

  /**
   * Warnings only, or with {@code verbose} what happens. Kafka's own say nothing by default: what
   * matters of them reaches the user as the command's error, the rest are retries that succeed.
   */
  static void set(boolean verbose, boolean debug) {
    level(Logger.ROOT_LOGGER_NAME, verbose ? Level.INFO : Level.WARN);
    level("dev.sluice", verbose ? Level.DEBUG : Level.WARN);
    ofKafka(debug ? Level.INFO : verbose ? Level.WARN : Level.OFF);
  }

  /** For a process that runs for long: its operators want to see what it does. */
  static void ofProcess(boolean verbose) {
    level("dev.sluice", verbose ? Level.DEBUG : Level.INFO);
    ofKafka(verbose ? Level.INFO : Level.WARN);
    // Restores its state after a restart without being asked, and warns with a stack trace of it.
    level(STREAMS_INTERNALS, verbose ? Level.INFO : Level.ERROR);
    // Tells with a stack trace that a connection ended before its answer was whole; what matters of
    // that the HTTP API tells itself.
    level("io.javalin", verbose ? Level.INFO : Level.OFF);
    if (verbose && stderr() instanceof ConsoleAppender<ILoggingEvent> appender) {
      appender.clearAllFilters();
    }
  }

  private static @Nullable Appender<ILoggingEvent> stderr() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        ? context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(STDERR)
        : null;
  }

  /** What lines look like from now on. */
  static void as(LogKeys.Format format) {
    if (format == LogKeys.Format.JSON
        && stderr() instanceof ConsoleAppender<ILoggingEvent> appender) {
      var json = MaskingEncoder.json();
      json.setContext(appender.getContext());
      json.start();
      appender.setEncoder(json);
    }
  }

  /** Nothing any more: what is still running is about to be dropped on purpose. */
  static void silence() {
    level(Logger.ROOT_LOGGER_NAME, Level.OFF);
    level("dev.sluice", Level.OFF);
    ofKafka(Level.OFF);
  }

  private static void ofKafka(Level level) {
    KAFKA.forEach(name -> level(name, level));
    level(STREAMS_INTERNALS, level);
  }

  private static void level(String logger, Level level) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.getLogger(logger).setLevel(level);
    }
  }
}
