package dev.sluice.benchmarks.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Raw;
import dev.sluice.benchmarks.figure.StepCost;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run measured; its JSON has these names.
 *
 * @param workloads by name, on separate processes
 * @param single the same as in {@code workloads}, for readers who look for it on its own
 * @param oneJvm by name, with everything in one JVM
 * @param micro steps on their own, by name
 */
@JsonPropertyOrder({"environment", "raw", "workloads", "single", "oneJvm", "micro"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
    Environment environment,
    @Nullable Raw raw,
    Map<String, Figures> workloads,
    @Nullable Figures single,
    Map<String, Figures> oneJvm,
    Map<String, StepCost> micro) {

  public Report {
    workloads = new LinkedHashMap<>(workloads);
    oneJvm = new LinkedHashMap<>(oneJvm);
    micro = new LinkedHashMap<>(micro);
  }

  public static Report of(
      Environment environment,
      @Nullable Raw raw,
      Map<String, Figures> workloads,
      Map<String, Figures> oneJvm,
      Map<String, StepCost> micro) {
    return new Report(environment, raw, workloads, workloads.get("single"), oneJvm, micro);
  }
}
