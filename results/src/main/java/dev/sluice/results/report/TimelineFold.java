package dev.sluice.results.report;

import dev.sluice.client.TaskResult;
import dev.sluice.results.report.Timeline.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Folds results into a timeline without knowing before how long it gets: a step has a power of two
 * of microseconds and begins at a multiple of that, and when there would be too many steps, two
 * become one. So the order of results makes no difference. Not thread-safe.
 */
final class TimelineFold {

  private static final int SUCCEEDED = 0;
  private static final int FAILED = 1;
  private static final int STOPPED = 2;
  private static final int BUSY_MICROS = 3;

  private final long earliest;
  private final long latest;
  private int shift = 10;
  private long first;
  private long[][] steps = new long[0][];

  /**
   * Clocks of workers differ, and one that is far off would make everything else one step.
   *
   * @param earliest times before are taken for this one
   * @param latest times after are taken for this one
   */
  TimelineFold(long earliest, long latest) {
    this.earliest = earliest;
    this.latest = latest;
  }

  void add(TaskResult result) {
    if (result.finishedAt() <= 0) {
      return;
    }
    long end = within(result.finishedAt());
    long start = result.startedAt() > 0 ? Math.min(within(result.startedAt()), end) : end;
    makeRoomFor(start, end);
    at(end)[kind(result)]++;
    for (long from = start; from < end; ) {
      long to = Math.min(end, ((from >> shift) + 1) << shift);
      at(from)[BUSY_MICROS] += to - from;
      from = to;
    }
  }

  private static int kind(TaskResult result) {
    return switch (result.status()) {
      case SUCCEEDED -> SUCCEEDED;
      case FAILED, TIMED_OUT, REJECTED -> FAILED;
      case CANCELLED, SKIPPED, PENDING, QUEUED, RELEASED, RUNNING -> STOPPED;
    };
  }

  private long within(long time) {
    return Math.max(earliest, Math.min(latest, time));
  }

  private long[] at(long time) {
    return steps[(int) ((time >> shift) - first)];
  }

  private void makeRoomFor(long start, long end) {
    long from = steps.length == 0 ? start : Math.min(start, first << shift);
    long to = steps.length == 0 ? end : Math.max(end, (first + steps.length - 1) << shift);
    int needed = shift;
    while ((to >> needed) - (from >> needed) >= Timeline.MOST_STEPS) {
      needed++;
    }
    long newFirst = from >> needed;
    int newLength = (int) ((to >> needed) - newFirst) + 1;
    if (needed != shift || newFirst != first || newLength != steps.length) {
      resize(needed, newFirst, newLength);
    }
  }

  private void resize(int newShift, long newFirst, int newLength) {
    long[][] resized = new long[newLength][BUSY_MICROS + 1];
    for (int i = 0; i < steps.length; i++) {
      long[] target = resized[(int) (((first + i) >> (newShift - shift)) - newFirst)];
      for (int kind = 0; kind < target.length; kind++) {
        target[kind] += steps[i][kind];
      }
    }
    shift = newShift;
    first = newFirst;
    steps = resized;
  }

  Timeline timeline() {
    if (steps.length == 0) {
      return Timeline.EMPTY;
    }
    long length = 1L << shift;
    List<Step> all = new ArrayList<>();
    Arrays.stream(steps)
        .map(step ->
            new Step(
                step[SUCCEEDED], step[FAILED], step[STOPPED], (double) step[BUSY_MICROS] / length))
        .forEach(all::add);
    return new Timeline(first << shift, length, all);
  }
}
