package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.benchmarks.output.Json;
import dev.sluice.benchmarks.output.Report;
import dev.sluice.benchmarks.output.Table;
import dev.sluice.benchmarks.site.SiteConfig;
import dev.sluice.benchmarks.site.Workplace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The harness as a whole, with sizes that measure nothing: real processes, real figures. */
@Timeout(180)
class BenchEndToEndTest {

  private static final List<String> PARTS = List.of("raw", "W1", "W2");

  @Test
  void everyFigureIsThereAndMoreThanZero() throws Exception {
    List<String> progress = new ArrayList<>();
    BenchPlan plan = new BenchPlan(Selection.of(PARTS), Scale.TINY, 1, SiteConfig.plain(), null);

    Report report;
    try (Workplace workplace = Workplace.create()) {
      report = new BenchRun(plan, workplace, progress::add).run();
    }

    JsonNode json = JsonMapper.builder().build().readTree(Json.of(report));
    assertThat(
            List.of(
                "/environment/processors",
                "/raw/recordsPerSecond",
                "/raw/ms/p50",
                "/workloads/W1/tasksPerSecond",
                "/workloads/W1/ratioToRaw",
                "/workloads/W1/coldTasksPerSecond",
                "/workloads/W1/cpuMicrosPerTask/broker",
                "/workloads/W1/cpuMicrosPerTask/scheduler",
                "/workloads/W1/cpuMicrosPerTask/worker",
                "/workloads/W1/cpuMicrosPerTask/client",
                "/workloads/W2/msPerHop/p50",
                "/workloads/W2/msPerHop/p99"))
        .allSatisfy(name -> assertThat(json.at(name).asDouble()).as(name).isPositive());
    assertThat(Table.of(report)).contains("tasks/s", "processor, scheduler", "x raw");
    assertThat(progress).anyMatch(line -> line.startsWith("W1: round 1 of 1"));
  }
}
