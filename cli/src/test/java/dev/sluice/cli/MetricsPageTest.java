package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.observability.MetricSpec;
import dev.sluice.observability.MetricsReference;
import dev.sluice.scheduler.vitals.SchedulerMetrics;
import dev.sluice.worker.vitals.WorkerMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page about metrics is made from the tables of metrics. */
class MetricsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final String REWRITE =
      "mvn -pl cli -am test -Dtest=MetricsPageTest -Dsluice.docs.write=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void thePageSaysWhatTheTablesSay() throws IOException {
    Map<String, List<MetricSpec>> tables = new LinkedHashMap<>();
    tables.put("Worker", WorkerMetrics.all());
    tables.put("Scheduler", SchedulerMetrics.all());
    String page = MetricsReference.page(tables);
    if (Boolean.getBoolean("sluice.docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as("rewrite it with: " + REWRITE).exists();
    assertThat(Files.readString(PAGE)).as("rewrite it with: " + REWRITE).isEqualTo(page);
  }
}
