package dev.sluice.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private static final Yardstick RAW =
      new Yardstick(
          new Raw(200_000, new Quantiles(2, 10), 500_000, 200, 6, List.of(200_000.0), "test"));
  private static final Yardstick NONE = new Yardstick(null);

  private static Round round(long tasks, int seconds, int schedulerMillis) {
    return new Round(
        tasks,
        Duration.ofSeconds(seconds),
        new CpuTimes(Map.of("scheduler", Duration.ofMillis(schedulerMillis))));
  }

  @Test
  void throughputIsTheMedianOfTheRoundsAndAPartOfTheRawPipelines() {
    List<Round> rounds = List.of(round(1000, 1, 50), round(1000, 4, 30), round(1000, 2, 40));

    Throughput figures = Throughput.of(rounds, round(1000, 10, 500), RAW);

    assertThat(figures.tasksPerSecond()).isEqualTo(500);
    assertThat(figures.ratioToRaw()).isEqualTo(0.0025);
    assertThat(figures.coldTasksPerSecond()).isEqualTo(100);
    assertThat(figures.coldRatioToRaw()).isEqualTo(0.0005);
    assertThat(figures.cpuMicrosPerTask()).containsExactly(Map.entry("scheduler", 40.0));
    assertThat(figures.rounds()).containsExactly(1000.0, 250.0, 500.0);
  }

  @Test
  void withoutARawPipelineNothingIsCompared() {
    Throughput figures = Throughput.of(List.of(round(10, 1, 1)), null, NONE);

    assertThat(figures.ratioToRaw()).isNull();
    assertThat(figures.coldTasksPerSecond()).isNull();
    assertThat(NONE.latency(5)).isNull();
    assertThat(RAW.latency(5)).isEqualTo(2.5);
  }

  @Test
  void processorTimeIsWhatWasUsedSinceTheStart() {
    CpuTimes before = new CpuTimes(Map.of("worker", Duration.ofMillis(100)));
    CpuTimes after = new CpuTimes(Map.of("worker", Duration.ofMillis(350)));

    CpuTimes used = after.since(before);

    assertThat(used.micros("worker")).isEqualTo(250_000);
    assertThat(used.micros("nobody")).isZero();
  }

  @Test
  void efficiencyIsTheIdealTimeAsAPartOfTheMeasured() {
    double efficiency = Efficiency.of(2000, Duration.ofMillis(10), 8, 5.0);

    assertThat(efficiency).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void costRatioComparesTheLargestBatchWithTheSmallest() {
    Map<Integer, Double> costs = new LinkedHashMap<>();
    costs.put(10_000, 50.0);
    costs.put(100_000, 45.0);
    costs.put(1_000_000, 60.0);

    assertThat(CostBySize.of(costs).costRatio()).isEqualTo(1.2);
  }

  @Test
  void theLargestNumberOfPendingTasksCounts() {
    Occupied figures =
        Occupied.of(
            List.of(
                Occupied.BySize.of(10, 100, 1000, 500, 2000, 1 << 20, 3 << 20),
                Occupied.BySize.of(100, 100, 5000, 100, 9000, 1 << 20, 3 << 20)));

    assertThat(figures.bytesPerTask()).isEqualTo(new Occupied.PerTask(50, 1));
    assertThat(figures.bySize().getFirst().heapMiB()).isEqualTo(1);
  }

  @Test
  void aMakespanIsTheMedianTimeOfABatch() {
    Makespan figures =
        Makespan.of(List.of(round(1002, 3, 1), round(1002, 1, 1), round(1002, 2, 1)), RAW);

    assertThat(figures.seconds()).isEqualTo(2);
    assertThat(figures.tasksPerSecond()).isEqualTo(501);
  }

  @Test
  void ratesByThreadsHaveTheirRatios() {
    RateByThreads figures = RateByThreads.of(100, 1000, Map.of(2, 20_000.0), RAW);

    assertThat(figures.ratioToRaw()).isEqualTo(Map.of(2, 0.1));
    assertThat(RateByThreads.of(1, 1, Map.of(2, 1.0), NONE).ratioToRaw()).isNull();
  }
}
