package dev.sluice.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Answer;
import dev.sluice.records.AnswerCode;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Cancel;
import dev.sluice.records.Counts;
import dev.sluice.records.Open;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.RunIf;
import dev.sluice.records.Seal;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import dev.sluice.scheduler.TestRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One batch, told step by step, and what became of it. Every release has to be told too: a step
 * that nobody expected fails the story at its end.
 */
final class BatchStory implements AutoCloseable {

  static final String BATCH = "b";

  private static final int TICKS = 6;
  private static final Duration TICK = Duration.ofMillis(10);

  final FlowDriver flow;
  private final Map<String, Release> released = new LinkedHashMap<>();
  private final List<String> untold = new ArrayList<>();
  private final List<String> interrupted = new ArrayList<>();
  private final Map<String, Result> results = new LinkedHashMap<>();
  private final List<String> letters = new ArrayList<>();
  private @Nullable Summary last;
  private final Set<Long> ends = new HashSet<>();

  BatchStory(Path folder) {
    flow = new FlowDriver(folder);
  }

  static Submission.Builder task(String id, String... needs) {
    return FlowDriver.task(BATCH, id, needs);
  }

  static Submission.Builder task(RunIf runIf, String id, String... needs) {
    return task(id, needs).setRunIf(runIf);
  }

  /** Opens the batch for so many tasks. */
  BatchStory opened(long tasks) {
    return opened(open -> open.setExpectedTasks(tasks));
  }

  BatchStory opened(Consumer<Open.Builder> options) {
    Open.Builder open = Open.newBuilder();
    options.accept(open);
    return command(open.build());
  }

  BatchStory sealed(long tasks) {
    return command(new Seal(tasks));
  }

  BatchStory cancelled() {
    return command(new Cancel(null, "enough"));
  }

  BatchStory cancelled(String taskId) {
    return command(new Cancel(taskId, "enough"));
  }

  BatchStory command(Object action) {
    flow.command(BATCH, action);
    return looked();
  }

  /** What the scheduler answers to a command. */
  BatchStory asked(Object action, AnswerCode code, @Nullable String reason) {
    flow.command(BATCH, action, "r");
    List<Answer> answers = flow.answers();
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().getCode()).isEqualTo(code);
    assertThat(answers.getFirst().getReason()).isEqualTo(reason);
    return looked();
  }

  BatchStory submitted(Submission.Builder... tasks) {
    flow.submit(tasks);
    return looked();
  }

  BatchStory succeeded(String... ids) {
    for (String id : ids) {
      flow.report(
          release(id), TaskStatus.SUCCEEDED, ("\"" + id + "\"").getBytes(StandardCharsets.UTF_8));
    }
    return looked();
  }

  BatchStory failed(String... ids) {
    for (String id : ids) {
      reported(id, TaskStatus.FAILED);
    }
    return this;
  }

  BatchStory reported(String id, TaskStatus outcome) {
    flow.report(
        TestRecords.reported(release(id), outcome)
            .setReason(outcome == TaskStatus.FAILED ? "HANDLER_ERROR" : null));
    return looked();
  }

  BatchStory passed(Duration time) {
    flow.passTime(time);
    return looked();
  }

  /** Lets so much work go on that is done bit by bit. */
  BatchStory settled() {
    for (int i = 0; i < TICKS; i++) {
      looked();
    }
    return this;
  }

  /** Lets work that was left over go on, and gathers what came of it. */
  private BatchStory looked() {
    for (int tick = 0; tick < TICKS; tick++) {
      for (Release release : flow.releases()) {
        released.put(release.getTaskId(), release);
        untold.add(release.getTaskId());
      }
      flow.results().forEach(this::ended);
      flow.summaries().forEach(this::summed);
      flow.signals()
          .forEach(
              signal -> interrupted.add(signal.getTaskId() == null ? "*" : signal.getTaskId()));
      flow.deadLetters().forEach(letter -> letters.add(FlowDriver.header(letter, "sluice-reason")));
      flow.passTime(TICK);
    }
    return this;
  }

  private void ended(Result result) {
    Result before = results.put(result.getTaskId(), result);
    if (before != null) {
      assertThat(result.getRound()).as("one result in a round").isGreaterThan(before.getRound());
    }
  }

  private void summed(Summary summary) {
    if (summary.getFinishedAt() > 0) {
      ends.add(summary.getFinishedAt());
    }
    last = summary;
  }

  Release release(String id) {
    assertThat(released).as("releases").containsKey(id);
    return released.get(id);
  }

  String outputOf(String id) {
    return StandardCharsets.UTF_8.decode(results.get(id).getOutput()).toString();
  }

  Summary summary() {
    assertThat(last).isNotNull();
    return last;
  }

  /** Exactly these were released since the last time that somebody asked. */
  BatchStory released(String... ids) {
    assertThat(untold).as("released").containsExactlyInAnyOrder(ids);
    untold.clear();
    return this;
  }

  BatchStory ended(String id, TaskStatus status, @Nullable String reason) {
    assertThat(results).containsKey(id);
    assertThat(results.get(id).getStatus()).as("status of " + id).isEqualTo(status);
    assertThat(results.get(id).getReason()).as("reason of " + id).isEqualTo(reason);
    return this;
  }

  /** How a task ended: {@code STATUS(REASON)}. */
  String endOf(String id) {
    return results.get(id).getStatus() + "(" + results.get(id).getReason() + ")";
  }

  BatchStory skipped(String... ids) {
    for (String id : ids) {
      ended(id, TaskStatus.SKIPPED, "NEED_NOT_SUCCEEDED");
    }
    return this;
  }

  /** These have no result yet. */
  BatchStory waiting(String... ids) {
    assertThat(results).doesNotContainKeys(ids);
    return this;
  }

  /** Workers were told to stop these since the last time that somebody asked; * = all of them. */
  BatchStory interrupted(String... ids) {
    assertThat(interrupted).as("told to stop").containsExactlyInAnyOrder(ids);
    interrupted.clear();
    return this;
  }

  BatchStory setAside(String... reasons) {
    assertThat(letters).as("dead letters").containsExactly(reasons);
    letters.clear();
    return this;
  }

  BatchStory goesOn() {
    passed(Duration.ofSeconds(1));
    assertThat(summary().getFinishedAt()).as("end of the batch").isZero();
    return this;
  }

  /** It ended so, in its first round, and everything adds up. */
  BatchStory closed(BatchStatus status, @Nullable String reason) {
    return closed(1, status, reason);
  }

  /** It ended so often by now, the last time so, and everything adds up. */
  BatchStory closed(int times, BatchStatus status, @Nullable String reason) {
    assertThat(summary().getStatus()).isEqualTo(status);
    assertThat(summary().getReason()).isEqualTo(reason);
    assertThat(summary().getFinishedAt()).isPositive();
    assertThat(ends).as("when it ended").hasSize(times);
    addsUp();
    return this;
  }

  /** The summary is the fold of the results, and nothing ran that was not told. */
  BatchStory addsUp() {
    assertThat(untold).as("released and not told").isEmpty();
    assertThat(letters).as("dead letters that were not told").isEmpty();
    Counts counts = summary().getCounts();
    assertThat(counts.getTotal()).isEqualTo(results.size());
    assertThat(counts.getSucceeded()).isEqualTo(count(TaskStatus.SUCCEEDED));
    assertThat(counts.getFailed()).isEqualTo(count(TaskStatus.FAILED));
    assertThat(counts.getTimedOut()).isEqualTo(count(TaskStatus.TIMED_OUT));
    assertThat(counts.getCancelled()).isEqualTo(count(TaskStatus.CANCELLED));
    assertThat(counts.getSkipped()).isEqualTo(count(TaskStatus.SKIPPED));
    assertThat(counts.getRejected()).isEqualTo(count(TaskStatus.REJECTED));
    return this;
  }

  private long count(TaskStatus status) {
    return results.values().stream().filter(result -> result.getStatus() == status).count();
  }

  @Override
  public void close() {
    flow.close();
  }
}
