package dev.sluice.cli.progress;

import dev.sluice.client.Progress;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Shows how far a batch is while somebody waits for it. */
public interface ProgressView extends Consumer<Progress>, AutoCloseable {

  /** Ends the display. Nothing is shown after that. */
  @Override
  void close();

  /**
   * A bar for a terminal, and lines at most every few seconds for anything else.
   *
   * @param plain whether only plain lines are wanted
   */
  static ProgressView on(PrintStream err, boolean plain, int columns, InstantSource clock) {
    return plain ? new LineProgress(err, clock) : new BarProgress(err, columns, clock);
  }
}
