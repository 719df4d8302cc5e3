package dev.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged. Everything that is goes to stderr. */
final class Logs {

  private Logs() {}

  /** Warnings only, or with {@code verbose} what happens. */
  static void set(boolean verbose) {
    level(Logger.ROOT_LOGGER_NAME, verbose ? Level.INFO : Level.WARN);
    level("dev.sluice", verbose ? Level.DEBUG : Level.WARN);
    level("org.apache.kafka", verbose ? Level.WARN : Level.ERROR);
    level("kafka", verbose ? Level.WARN : Level.ERROR);
    level("state.change.logger", verbose ? Level.WARN : Level.ERROR);
  }

  /** For a process that runs for long: its operators want to see what it does. */
  static void ofProcess(boolean verbose) {
    level("dev.sluice", verbose ? Level.DEBUG : Level.INFO);
    level("org.apache.kafka", verbose ? Level.INFO : Level.WARN);
  }

  /** Nothing any more: what is still running is about to be dropped on purpose. */
  static void silence() {
    level(Logger.ROOT_LOGGER_NAME, Level.OFF);
    for (String name : new String[] {"dev.sluice", "org.apache.kafka", "kafka"}) {
      level(name, Level.OFF);
    }
  }

  private static void level(String logger, Level level) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.getLogger(logger).setLevel(level);
    }
  }
}
