package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Release;
import dev.sluice.worker.Releases;
import dev.sluice.worker.vitals.AttemptLogContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class WatchesTest extends ExecutionFixture {

  private final List<String> told = new ArrayList<>();

  private ExecutionWatch telling(String name) {
    return new ExecutionWatch() {
      @Override
      public void taken(Release release, CompletionStage<Ending> ending) {
        told.add(name + " taken");
        var unused = ending.thenAccept(end -> told.add(name + " over"));
      }

      @Override
      public Watched begins(Release release, int attempt) {
        told.add(name + " begins " + attempt);
        return outcome -> told.add(name + " " + outcome.getClass().getSimpleName());
      }
    };
  }

  private static ExecutionWatch broken() {
    return new ExecutionWatch() {
      @Override
      public void taken(Release release, CompletionStage<Ending> ending) {
        throw new IllegalStateException("broken");
      }

      @Override
      public Watched begins(Release release, int attempt) {
        throw new IllegalStateException("broken");
      }
    };
  }

  @Test
  void theyAreToldInsideOneAnotherAndABrokenOneHarmsNobody() throws Exception {
    watch = new Watches(List.of(telling("outer"), broken(), telling("inner")));
    Execution execution = execution(Releases.of("t", "test"), context -> Content.EMPTY);
    execution.start();

    assertThat(ended(execution).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(told)
        .startsWith("outer taken", "inner taken", "outer begins 1", "inner begins 1")
        .containsSubsequence("inner Succeeded", "outer Succeeded")
        .contains("outer over", "inner over");
  }

  @Test
  void whatAHandlerLogsCarriesItsTask() throws Exception {
    watch = new AttemptLogContext("w1");
    var batch = new AtomicReference<String>();
    var task = new AtomicReference<String>();
    var attempt = new AtomicReference<String>();
    Execution execution =
        execution(
            Releases.of("t", "test"),
            context -> {
              batch.set(MDC.get("batch"));
              task.set(MDC.get("task"));
              attempt.set(MDC.get("attempt"));
              return Content.EMPTY;
            });
    execution.start();

    assertThat(ended(execution).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(batch).hasValue("batch");
    assertThat(task).hasValue("t");
    assertThat(attempt).hasValue("1");
  }

  @Test
  void itsThreadForgetsTheTaskAfterwards() {
    var context = new AttemptLogContext("w1");

    ExecutionWatch.Watched watched = context.begins(Releases.of("t", "test").build(), 1);
    assertThat(MDC.get("task")).isEqualTo("t");
    watched.ended(new AttemptOutcome.Succeeded(Content.EMPTY, List.of()));

    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }
}
