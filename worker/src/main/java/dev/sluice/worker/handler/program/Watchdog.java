package dev.sluice.worker.handler.program;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shell that waits for the end of the worker, however that comes, and then kills what carries the
 * worker's mark. It notices by its standard input, which only the worker holds open: a killed
 * worker closes it as well as one that ends. Linux only; elsewhere, and without a shell, programs
 * outlive a worker that is killed.
 */
final class Watchdog {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  // Ctrl-C reaches the whole foreground group; this one has to stay to the end.
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      cat >/dev/null
      for round in 1 2 3; do
        for file in $(grep -lF "$1" /proc/[0-9]*/environ 2>/dev/null); do
          pid=${file#/proc/}
          kill -9 "${pid%/environ}" 2>/dev/null
        done
      done
      """;

  private final String mark;
  private @Nullable Process shell;
  private boolean impossible;

  Watchdog(String mark) {
    this.mark = mark;
  }

  /** Starts it if it does not run. */
  synchronized void watch() {
    if (impossible || (shell != null && shell.isAlive())) {
      return;
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      impossible = true;
      return;
    }
    try {
      shell =
          new ProcessBuilder("/bin/sh", "-c", SCRIPT, "sluice-watchdog", mark)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      impossible = true;
      LOG.warn(
          "Programs of tasks will outlive this worker if it is killed, for there is no /bin/sh: {}",
          e.getMessage());
    }
  }

  /** Lets it do its work now and end. */
  synchronized void close() {
    impossible = true;
    if (shell != null) {
      try {
        shell.getOutputStream().close();
      } catch (IOException e) {
        LOG.debug("The watchdog has ended before", e);
      }
    }
  }
}
