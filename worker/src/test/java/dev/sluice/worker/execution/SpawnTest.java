package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.RetryPolicy;
import dev.sluice.worker.Releases;
import dev.sluice.worker.handler.NewTask;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TooManySpawnedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that a running task adds to its batch. */
@Timeout(20)
class SpawnTest extends ExecutionFixture {

  private Ending.Ended run(Body body) throws Exception {
    var release =
        Releases.of("parent", "test").setPriority(dev.sluice.records.Priority.HIGH).setPool("gpu");
    var execution = execution(release, body);
    execution.start();
    return ended(execution);
  }

  private static NewTask child(String id) {
    return NewTask.of(id, "noop");
  }

  @Test
  void whatASuccessfulAttemptAddsComesWithItsEnding() throws Exception {
    Ending.Ended ended =
        run(context -> {
          context.spawn(
              NewTask.of("parent/1", "echo")
                  .name("first")
                  .params(Map.of("n", 1))
                  .needs("parent", "a", "a")
                  .runIf(RunIf.ALWAYS)
                  .retry(RetryPlan.NONE)
                  .timeout(Duration.ofNanos(1_500_000))
                  .group("g")
                  .pool("cpu")
                  .notBefore(Instant.parse("2026-11-21T00:00:00Z"))
                  .inputs(false)
                  .header("k", "v"));
          context.spawn(child("parent/2").payload(new byte[] {7}, "x/y"));
          return Content.EMPTY;
        });
    assertThat(ended.status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(ended.spawned())
        .containsExactly(
            new TaskSpec(
                "parent/1",
                "first",
                "echo",
                new Content("{\"n\":1}".getBytes(StandardCharsets.UTF_8), Content.JSON),
                List.of("parent", "a"),
                RunIf.ALWAYS,
                Priority.HIGH,
                2,
                RetryPlan.NONE,
                "cpu",
                "g",
                1_795_219_200_000_000L,
                null,
                false,
                Map.of("k", "v"),
                false,
                0),
            child("parent/2").payload(new byte[] {7}, "x/y").asTask(Priority.HIGH, "gpu"));
  }

  @Test
  void anAttemptThatFailsAddsNothingAndItsRetryBeginsAnew() throws Exception {
    var release = Releases.of("parent", "test").setRetry(retry(RetryPolicy.FIXED, 1, false));
    var execution =
        execution(
            release,
            context -> {
              context.spawn(child("attempt-" + context.attempt()));
              if (context.attempt() == 1) {
                throw new IllegalStateException();
              }
              return Content.EMPTY;
            });
    execution.start();
    untilTimersWait(1_000L);
    timers.pass(1_000);
    assertThat(ended(execution).spawned()).extracting(TaskSpec::id).containsExactly("attempt-2");
    Ending.Ended failed =
        run(context -> {
          context.spawn(child("c"));
          throw new IllegalStateException();
        });
    assertThat(failed.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(failed.spawned()).isEmpty();
  }

  @Test
  void aTaskThatBreaksARuleIsRefusedAtTheCallWithTheRule() throws Exception {
    var huge = new byte[512 * 1024 + 1];
    Ending.Ended ended =
        run(context -> {
          context.spawn(child("good"));
          refused(context, child(""), "[A-Za-z0-9._:/@+=-]{1,200}");
          refused(context, child("no blanks"), "no blanks", "[A-Za-z0-9");
          refused(context, child("x".repeat(201)), "{1,200}");
          refused(context, child("parent"), "parent", "the task that adds it");
          refused(context, child("good"), "good", "already");
          refused(context, child("c").needs("c"), "needs itself");
          refused(context, child("c").needs("no need"), "a need is no task id");
          refused(context, child("c").payload(huge, "x/y"), "524289 bytes", "524288");
          refused(context, NewTask.of("c", " "), "type");
          refused(context, child("c").pool("No Pool"), "[a-z0-9-]{1,40}", "No Pool");
          refused(context, child("c").timeout(Duration.ofDays(31)), "timeout", "2592000000 ms");
          refused(context, child("c").notBefore(Instant.EPOCH.plusSeconds(1)), "2000 and 2100");
          refused(context, child("c").group("g".repeat(201)), "group", "200 characters");
          refused(context, child("c").name("n".repeat(1_001)), "name", "1000 characters");
          refused(context, child("c").header("k", "v".repeat(16 * 1024)), "headers");
          return Content.EMPTY;
        });
    assertThat(ended.spawned()).extracting(TaskSpec::id).containsExactly("good");
  }

  private static void refused(TaskContext context, NewTask task, String... words) {
    assertThatThrownBy(() -> context.spawn(task))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void paramsThatAreNoJsonAreRefusedWithTheTask() {
    assertThatThrownBy(() -> child("c").params(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("params of task c");
  }

  @Test
  void oneTaskTooManyFailsTheAttemptThoughTheHandlerTakesNoNotice() throws Exception {
    spawn = new SpawnLimits(3, 10_000);
    var release = Releases.of("parent", "test").setRetry(retry(RetryPolicy.FIXED, 3, false));
    var execution =
        execution(
            release,
            context -> {
              for (int i = 1; i <= 4; i++) {
                try {
                  context.spawn(child("c" + i));
                } catch (TooManySpawnedException e) {
                  // a handler that swallows everything
                }
              }
              return Content.EMPTY;
            });
    execution.start();
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.FAILED);
    assertThat(ended(execution).code()).isEqualTo(FailureCode.TOO_MANY_SPAWNED);
    assertThat(ended(execution).error().message())
        .contains("at most 3 tasks")
        .contains("10000 bytes")
        .contains("c4");
    assertThat(ended(execution).spawned()).isEmpty();
  }

  @Test
  void theExceptionForTooManyFailsTheAttemptWithTheSameCodeWhateverItIsWrappedIn()
      throws Exception {
    spawn = new SpawnLimits(0, 10_000);
    Ending.Ended ended =
        run(context -> {
          try {
            context.spawn(child("c"));
          } catch (TooManySpawnedException e) {
            throw new IllegalStateException("wrapped", e);
          }
          return Content.EMPTY;
        });
    assertThat(ended.code()).isEqualTo(FailureCode.TOO_MANY_SPAWNED);
    assertThat(ended.error().retryable()).isFalse();
  }

  @Test
  void tasksAndOutputShareTheRoomOfTheReport() throws Exception {
    spawn = new SpawnLimits(10, 1_000);
    assertThat(run(context -> children(context, 500, 0)).status()).isEqualTo(TaskStatus.SUCCEEDED);
    Ending.Ended more = run(context -> children(context, 500, 500));
    assertThat(more.code()).isEqualTo(FailureCode.TOO_MANY_SPAWNED);
    assertThat(more.error().message()).contains("1000 bytes").contains("output");
    Ending.Ended most = run(context -> children(context, 1_000, 0));
    assertThat(most.code()).isEqualTo(FailureCode.TOO_MANY_SPAWNED);
    assertThat(run(context -> new Content(new byte[1_000], "x/y")).status())
        .as("an output alone has its own limit")
        .isEqualTo(TaskStatus.SUCCEEDED);
  }

  private static Content children(TaskContext context, int payload, int output) {
    context.spawn(child("c").payload(new byte[payload], "x/y"));
    return new Content(new byte[output], "x/y");
  }

  @Test
  void anAttemptThatHasEndedAddsNoMore() throws Exception {
    var kept = new AtomicReference<TaskContext>();
    run(context -> {
      kept.set(context);
      return Content.EMPTY;
    });
    assertThatThrownBy(() -> kept.get().spawn(child("late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has ended");
  }
}
