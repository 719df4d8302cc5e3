package dev.sluice.worker.release;

import dev.sluice.records.Release;
import dev.sluice.worker.release.FinishedTasks.Wanted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases that may have been worked on before, until it is known whether their tasks have ended.
 * All that wait are looked up together, aside. Thread-safe.
 */
final class Replays {

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final int MOST_AT_A_TIME = 10_000;
  private static final long GATHER_MS = 200;
  private static final long TROUBLE_MS = 1_000;

  private final FinishedTasks finished;
  private final Executor aside;
  private final List<Replayed> waiting = new ArrayList<>();
  private boolean looking;

  /**
   * A release that waits.
   *
   * @param known told whether its task has ended
   */
  record Replayed(Release release, Consumer<Boolean> known) {

    private Wanted wanted() {
      return new Wanted(release.getBatchId(), release.getTaskId(), release.getRound());
    }
  }

  /**
   * @param aside runs what blocks
   */
  Replays(FinishedTasks finished, Executor aside) {
    this.finished = finished;
    this.aside = aside;
  }

  synchronized void add(Replayed replayed) {
    waiting.add(replayed);
    if (!looking) {
      looking = true;
      aside.execute(this::look);
    }
  }

  private void look() {
    long wait = GATHER_MS;
    for (List<Replayed> some = next(wait); !some.isEmpty(); some = next(wait)) {
      try {
        Set<Wanted> wanted = new HashSet<>();
        some.forEach(each -> wanted.add(each.wanted()));
        Set<Wanted> ended = finished.among(wanted);
        LOG.info(
            "{} of {} replayed releases are of tasks that have ended", ended.size(), some.size());
        some.forEach(each -> each.known().accept(ended.contains(each.wanted())));
        wait = GATHER_MS;
      } catch (RuntimeException e) { // else what waits would wait for ever
        LOG.warn(
            "{} releases wait for the results, which can't be read now: {}",
            some.size(),
            e.toString());
        putBack(some);
        wait = TROUBLE_MS;
      }
    }
  }

  private List<Replayed> next(long waitMs) {
    try {
      TimeUnit.MILLISECONDS.sleep(waitMs); // so that more come along
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
    synchronized (this) {
      List<Replayed> some =
          List.copyOf(waiting.subList(0, Math.min(MOST_AT_A_TIME, waiting.size())));
      waiting.subList(0, some.size()).clear();
      looking = !some.isEmpty();
      return some;
    }
  }

  private synchronized void putBack(List<Replayed> some) {
    waiting.addAll(0, some);
  }
}
