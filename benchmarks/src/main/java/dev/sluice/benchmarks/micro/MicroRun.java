package dev.sluice.benchmarks.micro;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.benchmarks.Progress;
import dev.sluice.benchmarks.figure.StepCost;
import dev.sluice.cli.ExitCode;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the micro-benchmarks, short: enough to compare, not to publish. */
public record MicroRun(Progress progress) {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** What each step costs, by name. */
  public Map<String, StepCost> measure() {
    progress.say("micro-benchmarks: some 25 seconds");
    try {
      Collection<RunResult> results =
          new Runner(
                  new OptionsBuilder()
                      .include("\\.benchmarks\\.micro\\.")
                      .forks(1)
                      .warmupIterations(2)
                      .warmupTime(TimeValue.milliseconds(300))
                      .measurementIterations(3)
                      .measurementTime(TimeValue.milliseconds(300))
                      .addProfiler(GCProfiler.class)
                      .verbosity(VerboseMode.SILENT)
                      .build())
              .run();
      Map<String, StepCost> costs = new TreeMap<>();
      results.forEach(result -> costs.put(name(result), cost(result)));
      return costs;
    } catch (RunnerException e) {
      throw new BenchException(
          ExitCode.FAILED, "the micro-benchmarks failed: " + e.getMessage(), e);
    }
  }

  private static String name(RunResult result) {
    String full = result.getParams().getBenchmark();
    String name = full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
    String params =
        result.getParams().getParamsKeys().stream()
            .map(key -> result.getParams().getParam(key).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" "));
    return name.replace("Benchmark", "") + (params.isEmpty() ? "" : " " + params);
  }

  private static StepCost cost(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    return new StepCost(
        result.getPrimaryResult().getScore(), allocated == null ? 0 : allocated.getScore());
  }
}
