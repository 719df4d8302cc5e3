package dev.sluice.cli.progress;

import dev.sluice.client.Progress;
import dev.sluice.client.TimeLeft;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with the time that is left, on one line that disappears in the end. */
final class BarProgress implements ProgressView {

  private static final int REDRAW_MILLIS = 200;
  private static final int NARROWEST = 40;
  private static final int WIDEST = 120;

  private final ProgressBar bar;
  private final InstantSource clock;
  private volatile @Nullable TimeLeft left;

  BarProgress(PrintStream err, int columns, InstantSource clock) {
    this.clock = clock;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("tasks")
            .setInitialMax(0)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setConsumer(new OneLine(err, Math.clamp(columns - 1, NARROWEST, WIDEST)))
            .showSpeed()
            .setEtaFunction(state -> likely())
            .build();
  }

  private Optional<Duration> likely() {
    TimeLeft known = left;
    return Optional.ofNullable(known)
        .flatMap(forecast -> forecast.seenAt(clock.instant()))
        .map(TimeLeft::likely);
  }

  @Override
  public void accept(Progress progress) {
    left = progress.timeLeft();
    bar.maxHint(progress.total());
    bar.stepTo(progress.done());
    long notSucceeded = progress.done() - progress.succeeded();
    if (notSucceeded > 0) {
      bar.setExtraMessage(" " + notSucceeded + " did not succeed");
    }
  }

  @Override
  public void close() {
    bar.close();
  }

  /**
   * Draws over its own line; asks nothing of the terminal, which would cost time at every start.
   */
  private record OneLine(PrintStream err, int width) implements ProgressBarConsumer {

    private static final String CLEAR = "\r\u001b[K";

    @Override
    public int getMaxRenderedLength() {
      return width;
    }

    @Override
    public void accept(String line) {
      err.print(CLEAR + line);
      err.flush();
    }

    @Override
    public void clear() {
      err.print(CLEAR);
      err.flush();
    }

    @Override
    public void close() {
      clear();
    }
  }
}
