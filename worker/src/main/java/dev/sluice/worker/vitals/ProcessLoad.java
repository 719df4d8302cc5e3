package dev.sluice.worker.vitals;

import dev.sluice.worker.pressure.ProcessCpu;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** What the process takes of its machine. Negative where the JVM can't tell. */
final class ProcessLoad {

  private static final double UNKNOWN = -1;

  private final ProcessCpu cpu = new ProcessCpu();

  /** Part of the machine's processors, 0 to 1. */
  double cpu() {
    return cpu.getAsDouble();
  }

  /** Part of the largest heap, 0 to 1; with what is garbage but not collected yet. */
  double heap() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return heap.getMax() <= 0 ? UNKNOWN : (double) heap.getUsed() / heap.getMax();
  }
}
