package dev.sluice.client.audit;

import dev.sluice.records.Attempt;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Cancel;
import dev.sluice.records.Command;
import dev.sluice.records.Counts;
import dev.sluice.records.Durations;
import dev.sluice.records.Input;
import dev.sluice.records.Open;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.RunIf;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The records of a batch as they would be in its topics, to be tampered with. Times are seconds
 * after its beginning; each topic is a list whose places are its offsets.
 *
 * <p>What happens in {@link #honest}: {@code a} succeeds and adds {@code child}, which needs {@code
 * a}; {@code b} needs {@code a} and succeeds in its second attempt, in a second release; {@code
 * clean} would run if {@code b} failed and is skipped.
 */
final class ForgedBatch {

  static final String ID = "forged";

  /** The brokers' time of the beginning, in milliseconds. */
  static final long BEGIN = 1_800_000_000_000L;

  static final Duration SLACK = Duration.ofSeconds(5);

  /** A record and when the brokers had it. */
  record At<T>(double seconds, T record) {}

  final List<At<Summary>> summaries = new ArrayList<>();
  final List<At<Command>> commands = new ArrayList<>();
  final List<At<Submission>> submissions = new ArrayList<>();
  final List<At<Submission>> deadLetters = new ArrayList<>();
  final List<At<Result>> results = new ArrayList<>();
  final List<At<Report>> reports = new ArrayList<>();
  final List<At<Release>> releases = new ArrayList<>();

  static <T> At<T> at(double seconds, T record) {
    return new At<>(seconds, record);
  }

  static ForgedBatch honest() {
    var batch = new ForgedBatch();
    batch.commands.add(at(0, command(Open.newBuilder().setExpectedTasks(3L).build())));
    batch.submissions.add(at(0, submission("a").build()));
    batch.submissions.add(
        at(
            0,
            submission("b", "a")
                .setRetry(Retry.newBuilder().setPolicy(RetryPolicy.FIXED).setMaxRetries(1).build())
                .build()));
    batch.submissions.add(at(0, submission("clean", "b").setRunIf(RunIf.FAILURE).build()));
    batch.summaries.add(at(1, summary(BatchStatus.RUNNING, 0).build()));

    batch.releases.add(at(10, release("a", 1).build()));
    batch.reports.add(
        at(20, report("a", 1, 20).setSpawned(List.of(submission("child", "a").build())).build()));
    batch.results.add(at(20, result("a", 20).build()));

    batch.releases.add(at(30, release("b", 1, "a").build()));
    batch.releases.add(at(30, release("child", 1, "a").build()));
    batch.reports.add(
        at(40, report("b", 1, 40).setOutcome(TaskStatus.FAILED).setRetryInMs(1).build()));
    batch.releases.add(at(50, release("b", 2, "a").setAttemptBase(1).build()));
    batch.reports.add(at(60, report("b", 2, 60).build()));
    batch.results.add(at(60, result("b", 60).setAttempts(2).setRetryCount(1).build()));
    batch.results.add(at(60, notRun("clean", 60, TaskStatus.SKIPPED, "NO_NEED_FAILED").build()));
    batch.reports.add(at(70, report("child", 1, 70).build()));
    batch.results.add(at(70, result("child", 70).build()));
    batch.close(70, BatchStatus.SUCCEEDED);
    return batch;
  }

  /** Adds the last summary, with counts that fit the results. */
  ForgedBatch close(double seconds, BatchStatus status) {
    summaries.add(at(seconds, closing(status, seconds).build()));
    return this;
  }

  /** A summary of the last results. */
  Summary.Builder closing(BatchStatus status, double seconds) {
    var tasks = new LinkedHashMap<String, Result>();
    results.forEach(each -> tasks.put(each.record().getTaskId(), each.record()));
    List<Result> last = List.copyOf(tasks.values());
    Counts counts = counts(last);
    List<Result> ran = last.stream().filter(each -> each.getStartedAt() > 0).toList();
    int round = last.stream().mapToInt(Result::getRound).max().orElse(1);
    return summary(status, last.size())
        .setRound(round)
        .setExpectedTasks((long) last.size())
        .setCounts(counts)
        .setByType(Map.of("noop", counts))
        .setByWorker(ran.isEmpty() ? Map.of() : Map.of("w", counts(ran)))
        .setByPriority(Map.of("NORMAL", counts))
        .setRetried(last.stream().mapToLong(Result::getRetryCount).sum())
        .setSuccessRate((double) counts.getSucceeded() / last.size())
        .setRunTime(Durations.newBuilder().setCount(ran.size()).build())
        .setQueueWait(Durations.newBuilder().setCount(ran.size()).build())
        .setFinishedAt(micros(seconds));
  }

  private static Counts counts(List<Result> results) {
    return new Counts(
        (long) results.size(),
        count(results, TaskStatus.SUCCEEDED),
        count(results, TaskStatus.FAILED),
        count(results, TaskStatus.TIMED_OUT),
        count(results, TaskStatus.CANCELLED),
        count(results, TaskStatus.SKIPPED),
        count(results, TaskStatus.REJECTED));
  }

  private static long count(List<Result> results, TaskStatus status) {
    return results.stream().filter(each -> each.getStatus() == status).count();
  }

  static long micros(double seconds) {
    return (long) ((BEGIN + seconds * 1000) * 1000);
  }

  static Command command(Object action) {
    return Command.newBuilder().setBatchId(ID).setAction(action).build();
  }

  static Command cancel(String taskId) {
    return command(Cancel.newBuilder().setTaskId(taskId).build());
  }

  static Submission.Builder submission(String task, String... needs) {
    return Submission.newBuilder()
        .setBatchId(ID)
        .setTaskId(task)
        .setType("noop")
        .setNeeds(List.of(needs));
  }

  static Summary.Builder summary(BatchStatus status, long total) {
    return Summary.newBuilder()
        .setBatchId(ID)
        .setStatus(status)
        .setCounts(Counts.newBuilder().setTotal(total).build())
        .setQueueWait(Durations.newBuilder().build())
        .setRunTime(Durations.newBuilder().build())
        .setOpenedAt(micros(0));
  }

  /** A release whose needs succeeded. */
  static Release.Builder release(String task, int number, String... needs) {
    List<Input> inputs = new ArrayList<>();
    for (String need : needs) {
      inputs.add(Input.newBuilder().setTaskId(need).build());
    }
    return Release.newBuilder()
        .setBatchId(ID)
        .setTaskId(task)
        .setType("noop")
        .setReleaseNumber(number)
        .setInputs(inputs);
  }

  /** A report of a run that took the second before. */
  static Report.Builder report(String task, int number, double end) {
    return Report.newBuilder()
        .setBatchId(ID)
        .setTaskId(task)
        .setReleaseNumber(number)
        .setOutcome(TaskStatus.SUCCEEDED)
        .setAttempts(
            List.of(new Attempt(1, micros(end - 1), micros(end), TaskStatus.SUCCEEDED, null)))
        .setStartedAt(micros(end - 1))
        .setFinishedAt(micros(end))
        .setWorkerId("w");
  }

  /** The result of such a report. */
  static Result.Builder result(String task, double end) {
    return Result.newBuilder()
        .setBatchId(ID)
        .setTaskId(task)
        .setStatus(TaskStatus.SUCCEEDED)
        .setAttempts(1)
        .setQueuedAt(micros(end - 2))
        .setReleasedAt(micros(end - 2))
        .setStartedAt(micros(end - 1))
        .setFinishedAt(micros(end))
        .setRuntimeMicros(1_000_000)
        .setWorker("w")
        .setType("noop");
  }

  static Result.Builder notRun(String task, double end, TaskStatus status, String reason) {
    return Result.newBuilder()
        .setBatchId(ID)
        .setTaskId(task)
        .setStatus(status)
        .setReason(reason)
        .setFinishedAt(micros(end))
        .setType("noop");
  }

  /** Puts another record in the place of one. */
  static <T> void tamper(List<At<T>> topic, int place, UnaryOperator<T> how) {
    At<T> before = topic.get(place);
    topic.set(place, at(before.seconds(), how.apply(before.record())));
  }

  Audit judged() {
    return judgedBy(new Judge(ID, SLACK));
  }

  Audit judgedBy(Judge judge) {
    each(summaries, judge::summary);
    each(commands, judge::command);
    each(submissions, judge::submission);
    each(deadLetters, judge::deadLetter);
    each(results, (place, result) -> judge.result(place, result.getTaskId(), result));
    each(reports, judge::report);
    each(releases, judge::release);
    return judge.audit();
  }

  private interface Taker<T> {
    void take(Place place, T record);
  }

  private static <T> void each(List<At<T>> topic, Taker<T> taker) {
    for (int i = 0; i < topic.size(); i++) {
      At<T> at = topic.get(i);
      taker.take(new Place(i, BEGIN + (long) (at.seconds() * 1000)), at.record());
    }
  }
}
