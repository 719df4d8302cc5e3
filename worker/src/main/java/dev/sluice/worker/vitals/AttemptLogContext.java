package dev.sluice.worker.vitals;

import dev.sluice.records.Release;
import dev.sluice.worker.execution.Ending;
import dev.sluice.worker.execution.ExecutionWatch;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.MDC;

/**
 * While a handler runs, what it logs carries {@code batch}, {@code task}, {@code attempt} and
 * {@code worker} in SLF4J's context.
 */
public final class AttemptLogContext implements ExecutionWatch {

  static final String BATCH = "batch";
  static final String TASK = "task";
  static final String ATTEMPT = "attempt";
  static final String WORKER = "worker";
  private static final List<String> KEYS = List.of(BATCH, TASK, ATTEMPT, WORKER);

  private final String workerId;

  public AttemptLogContext(String workerId) {
    this.workerId = workerId;
  }

  @Override
  public void taken(Release release, CompletionStage<Ending> ending) {}

  @Override
  public Watched begins(Release release, int attempt) {
    MDC.put(BATCH, release.getBatchId());
    MDC.put(TASK, release.getTaskId());
    MDC.put(ATTEMPT, Integer.toString(attempt));
    MDC.put(WORKER, workerId);
    // The thread goes on with other attempts. What handlers leave there themselves is theirs to
    // remove.
    return outcome -> KEYS.forEach(MDC::remove);
  }
}
