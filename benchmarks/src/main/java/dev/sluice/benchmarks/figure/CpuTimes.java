package dev.sluice.benchmarks.figure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time by process, in the order of the flow. */
public record CpuTimes(Map<String, Duration> byProcess) {

  public CpuTimes {
    byProcess = new LinkedHashMap<>(byProcess);
  }

  /** What was used since then. */
  public CpuTimes since(CpuTimes before) {
    Map<String, Duration> used = new LinkedHashMap<>();
    byProcess.forEach((process, time) ->
        used.put(process, time.minus(before.byProcess.getOrDefault(process, Duration.ZERO))));
    return new CpuTimes(used);
  }

  /** Microseconds of one process, 0 if it is not known. */
  public long micros(String process) {
    return byProcess.getOrDefault(process, Duration.ZERO).toNanos() / 1000;
  }
}
