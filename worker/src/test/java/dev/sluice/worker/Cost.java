package dev.sluice.worker;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a JVM has used so far: processor time in all and by kind of thread, bytes allocated. */
record Cost(long processNanos, long allocatedBytes, Map<String, Long> nanosByThreads) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static Cost now() {
    Map<String, Long> byThreads = new TreeMap<>();
    for (ThreadInfo each : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (each != null) {
        long nanos = Math.max(0, THREADS.getThreadCpuTime(each.getThreadId()));
        byThreads.merge(kind(each.getThreadName()), nanos, Long::sum);
      }
    }
    virtualMachine(byThreads);
    return new Cost(SYSTEM.getProcessCpuTime(), THREADS.getTotalThreadAllocatedBytes(), byThreads);
  }

  /** Compiler and collector, which only Linux tells of. */
  private static void virtualMachine(Map<String, Long> byThreads) {
    File[] tasks = new File("/proc/self/task").listFiles();
    if (tasks == null) {
      return;
    }
    for (File task : tasks) {
      try {
        String stat = Files.readString(task.toPath().resolve("schedstat"));
        String name = Files.readString(task.toPath().resolve("comm")).trim();
        if (name.matches("(C1|C2|G1|GC|VM) .*")) {
          byThreads.merge(
              kind(name), Long.parseLong(stat.substring(0, stat.indexOf(' '))), Long::sum);
        }
      } catch (IOException e) {
        continue; // the thread has ended
      }
    }
  }

  private static String kind(String thread) {
    return thread.replaceAll("[0-9]+", "#").replaceAll("#(-#)+", "#");
  }

  Cost since(Cost before) {
    Map<String, Long> used = new TreeMap<>(nanosByThreads);
    used.replaceAll((kind, nanos) -> nanos - before.nanosByThreads.getOrDefault(kind, 0L));
    return new Cost(
        processNanos - before.processNanos, allocatedBytes - before.allocatedBytes, used);
  }

  /** For each of so many tasks. */
  String perTask(int tasks) {
    return "%.1f us of processor time, %,d bytes: %s"
        .formatted(
            processNanos / 1e3 / tasks,
            allocatedBytes / tasks,
            nanosByThreads.entrySet().stream()
                .filter(each -> each.getValue() / tasks > 200)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(each -> "%s %.1f".formatted(each.getKey(), each.getValue() / 1e3 / tasks))
                .collect(Collectors.joining(", ")));
  }
}
