package dev.sluice.worker.handler.stdio;

import dev.sluice.worker.handler.program.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process writes to its standard error: logged with the task that it runs, so many lines of
 * each, and the last ones kept for the error of a process that dies. Thread-safe.
 */
final class Complaints {

  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
  private static final int MOST_LINE_BYTES = 4 * 1024;
  private static final int MOST_LOGGED = 200;
  private static final int KEPT = 5;

  private final String type;
  private final Deque<String> last = new ArrayDeque<>();
  private String task = "no task";
  private int logged;

  Complaints(String type) {
    this.type = type;
  }

  /** From here on the lines are of this task. */
  synchronized void of(String name) {
    task = name;
    logged = 0;
    last.clear();
  }

  void readAll(InputStream stderr) {
    var lines = new LineReader(stderr, MOST_LINE_BYTES);
    try {
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        add(LongProcess.shown(line.bytes(), MOST_LINE_BYTES));
      }
    } catch (IOException e) {
      LOG.debug("The standard error of a stdio process was closed", e);
    }
  }

  private synchronized void add(String line) {
    last.addLast(line);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    logged++;
    if (logged <= MOST_LOGGED) {
      LOG.info("{} of {}: {}", type, task, line);
    } else if (logged == MOST_LOGGED + 1) {
      LOG.info("{} of {}: more is not logged", type, task);
    }
  }

  /** The last lines since the task began. */
  synchronized String last() {
    return String.join("\n", last);
  }
}
