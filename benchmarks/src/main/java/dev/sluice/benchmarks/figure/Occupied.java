package dev.sluice.benchmarks.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * What pending tasks occupy.
 *
 * @param bytesPerTask of the largest number of tasks
 * @param bySize of each number of tasks
 */
public record Occupied(PerTask bytesPerTask, List<BySize> bySize) implements Figures {

  private static final double MIB = 1024.0 * 1024;

  public Occupied {
    bySize = List.copyOf(bySize);
  }

  /** Bytes for each task in the scheduler's state directory and on its Java heap. */
  public record PerTask(double disk, double heap) {}

  /**
   * For one number of tasks.
   *
   * @param payload bytes of payload of each task, which count in the others
   * @param broker bytes for each task in all topics: submission and changelog
   * @param heapMiB what lives on the heap with all of them pending
   * @param residentMiB memory of the scheduler process as a whole
   */
  public record BySize(
      int tasks,
      int payload,
      double disk,
      double heap,
      double broker,
      double heapMiB,
      double residentMiB) {

    /** From bytes. */
    public static BySize of(
        int tasks, int payload, long disk, long heap, long broker, long liveHeap, long resident) {
      return new BySize(
          tasks,
          payload,
          disk / (double) tasks,
          heap / (double) tasks,
          broker / (double) tasks,
          liveHeap / MIB,
          resident / MIB);
    }
  }

  /** The figures of the largest number of tasks count. */
  public static Occupied of(List<BySize> bySize) {
    BySize largest = bySize.getLast();
    return new Occupied(new PerTask(largest.disk(), largest.heap()), bySize);
  }

  @Override
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (BySize size : bySize) {
      lines.add(
          Line.of(
              "%,d tasks with %d bytes, disk".formatted(size.tasks(), size.payload()),
              size.disk(),
              "bytes/task"));
      lines.add(Line.of("   heap", size.heap(), "bytes/task"));
      lines.add(Line.of("   topics", size.broker(), "bytes/task"));
      lines.add(Line.of("   live heap", size.heapMiB(), "MiB"));
      lines.add(Line.of("   resident", size.residentMiB(), "MiB"));
    }
    return lines;
  }
}
