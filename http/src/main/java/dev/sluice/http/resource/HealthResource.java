package dev.sluice.http.resource;

import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.Problems;
import dev.sluice.http.source.Backend;
import dev.sluice.observability.HealthPage;
import dev.sluice.scheduler.vitals.SchedulerVitals;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** How the process is: the pages of its health port, under the names that probes look for. */
public final class HealthResource {

  private final Supplier<Optional<Backend>> backend;

  /**
   * @param backend empty while the scheduler starts
   */
  public HealthResource(Supplier<Optional<Backend>> backend) {
    this.backend = backend;
  }

  /** Alive, also while it starts. */
  public void live(Context request) throws IOException {
    if (backend.get().isEmpty()) {
      request.contentType("application/json").result("{\"status\":\"up\"}");
      return;
    }
    page(request, SchedulerVitals.LIVE);
  }

  /** Ready when its partitions are at work. */
  public void ready(Context request) throws IOException {
    page(request, SchedulerVitals.READY);
  }

  /** Metrics for Prometheus. */
  public void metrics(Context request) throws IOException {
    page(request, SchedulerVitals.METRICS);
  }

  private void page(Context request, String path) throws IOException {
    HealthPage page =
        backend
            .get()
            .map(running -> running.health().get(path))
            .orElseThrow(
                () -> Problems.soon(ProblemCode.RESTORING, "the scheduler starts").exception());
    HealthPage.Answer answer = page.answer();
    request.status(answer.status()).contentType(answer.contentType()).result(answer.body());
  }
}
