package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The output of a task that succeeded stands for others. */
class CacheTest {

  private static final CacheUse SAME_WORK = CacheUse.SAME_WORK;
  private static final CacheUse BY_KEY = new CacheUse("k", 0);

  @Test
  void theSecondTaskOfTheSameWorkIsNotRun() {
    Story first = ran(task("a", "{}", SAME_WORK), "done");

    Story second = after(first).submitted(task("b", "{}", SAME_WORK)).sealed(1);

    second.released().ended("b", TaskStatus.SUCCEEDED, null).isNow(BatchStatus.SUCCEEDED);
    Effect.RecordResult result = second.lastResult("b");
    assertThat(result.cachedFrom()).isEqualTo("batch-1/a");
    assertThat(result.output().bytes()).asString().isEqualTo("done");
    assertThat(result.output().type()).isEqualTo("text/plain");
    assertThat(result.attempts()).isZero();
    assertThat(result.releasedAt()).isZero();
    assertThat(result.startedAt()).isZero();
    assertThat(second.world.view.batch(World.BATCH).tally().started()).isZero();
  }

  @Test
  void onlyTasksThatAskForItUseTheCacheAndFillIt() {
    Story first = ran(task("a", "{}", null), "done");
    assertThat(first.world.cache).isEmpty();
    assertThat(first.world.misses).isEmpty();

    Story kept = ran(task("a", "{}", SAME_WORK), "done");
    after(kept).submitted(task("b", "{}", null)).released("b");
  }

  @Test
  void anotherPayloadTypeOrContentTypeIsOtherWork() {
    Story first = ran(task("a", "{}", SAME_WORK), "done");
    after(first).submitted(task("b", "{\"x\":1}", SAME_WORK)).released("b");
    after(first).submitted(task("b", "other", "{}", SAME_WORK, true)).released("b");
    assertThat(first.world.misses).containsExactly(new Effect.CacheMissed("batch-1", "a", false));
  }

  @Test
  void aKeyIsSharedWhateverThePayloadButNotAcrossTypes() {
    Story first = ran(task("a", "{}", BY_KEY), "done");
    after(first)
        .submitted(task("b", "{\"x\":1}", BY_KEY))
        .released()
        .ended("b", TaskStatus.SUCCEEDED, null);
    after(first).submitted(task("b", "other", "{}", BY_KEY, true)).released("b");
    after(first).submitted(task("b", "{}", new CacheUse("other", 0))).released("b");
    after(first).submitted(task("b", "{}", SAME_WORK)).released("b");
  }

  @Test
  void theInputsOfAHandlerArePartOfItsWork() {
    Story first =
        new Story()
            .submitted("need")
            .submitted(task("a", "{}", SAME_WORK, "need"))
            .succeeded("need", "1")
            .succeeded("a", "done");
    after(first)
        .submitted("need")
        .submitted(task("b", "{}", SAME_WORK, "need"))
        .succeeded("need", "1")
        .released("need")
        .ended("b", TaskStatus.SUCCEEDED, null);
    after(first)
        .submitted("need")
        .submitted(task("b", "{}", SAME_WORK, "need"))
        .succeeded("need", "2")
        .released("need", "b");
    after(first)
        .submitted("other")
        .submitted(task("b", "{}", SAME_WORK, "other"))
        .succeeded("other", "1")
        .released("other", "b");
  }

  @Test
  void whatStandsForPlaceholdersIsPartOfTheWork() {
    String payload = "{\"x\":\"${need.output}\"}";
    Story first =
        new Story()
            .submitted("need")
            .submitted(task("a", "noop", payload, SAME_WORK, false, "need"))
            .succeeded("need", "1")
            .succeeded("a", "done");
    after(first)
        .submitted("need")
        .submitted(task("b", "noop", payload, SAME_WORK, false, "need"))
        .succeeded("need", "1")
        .released("need");
    after(first)
        .submitted("need")
        .submitted(task("b", "noop", payload, SAME_WORK, false, "need"))
        .succeeded("need", "2")
        .released("need", "b");
  }

  @Test
  void dependantsGetTheOutputAsIfTheTaskHadRun() {
    Story first = ran(task("a", "{}", BY_KEY), "done");
    Story second =
        after(first)
            .submitted("last", "b")
            .submitted(Story.task("asks", "[\"${b.output}\"]", RunIf.SUCCESS, "b"))
            .submitted(task("b", "{}", BY_KEY))
            .released("asks", "last");
    assertThat(second.payloadOf("asks")).isEqualTo("[\"done\"]");
    assertThat(second.release("last").inputs().getFirst().output().bytes())
        .asString()
        .isEqualTo("done");
  }

  @Test
  void anEmptyOutputCountsToo() {
    Story first = new Story().submitted(task("a", "{}", BY_KEY));
    first.lastReported("a", TaskStatus.SUCCEEDED);
    after(first)
        .submitted(task("b", "{}", BY_KEY))
        .released()
        .ended("b", TaskStatus.SUCCEEDED, null);
  }

  @Test
  void failuresAndTasksThatAddedOthersAreNotKept() {
    Story failed = new Story().submitted(task("a", "{}", BY_KEY)).failed("a");
    assertThat(failed.world.cache).isEmpty();
    Story spawner = new Story().submitted(task("a", "{}", BY_KEY));
    spawner.spawned("a", Story.task("x"));
    assertThat(spawner.world.cache).isEmpty();
  }

  @Test
  void anEntryIsNotUsedAfterItsTimeAndReplacedByTheNextSuccess() {
    CacheUse minute = new CacheUse("k", 60_000);
    Story first = ran(task("a", "{}", minute), "old");
    CachedOutput entry = first.world.cache.get("noop/k");
    assertThat(entry.expiresAt() - entry.createdAt()).isEqualTo(60_000_000);

    Story second = after(first);
    second.world.advanceTo(entry.expiresAt() - 1001);
    second.submitted(task("b", "{}", minute)).released();
    second.submitted(task("c", "{}", minute)).released("c");
    assertThat(second.world.misses).containsExactly(new Effect.CacheMissed("batch-1", "c", true));
    second.succeeded("c", "new");
    assertThat(second.world.cache.get("noop/k").output().bytes()).asString().isEqualTo("new");
  }

  @Test
  void withoutATimeOfItsOwnTheSchedulersHolds() {
    Story first = ran(task("a", "{}", BY_KEY), "old");
    CachedOutput entry = first.world.cache.get("noop/k");
    assertThat(entry.expiresAt() - entry.createdAt())
        .isEqualTo(Duration.ofDays(7).toNanos() / 1000);
  }

  @Test
  void keysAndTimesThatCantBeAreRefused() {
    refused(new CacheUse("", 0), "cacheKey is empty");
    refused(new CacheUse("k".repeat(1001), 0), "cacheKey has 1001 characters, the limit is 1000");
    refused(new CacheUse("a\nb", 0), "cacheKey has a control character in it");
    refused(new CacheUse("k", -1), "cacheTtlMs must be 0 to 2592000000, was -1");
    long tooLong = FieldLimits.LONGEST_CACHED.toMillis() + 1;
    refused(new CacheUse(null, tooLong), "cacheTtlMs must be 0 to 2592000000, was " + tooLong);
  }

  private static void refused(CacheUse use, String error) {
    Story story =
        new Story()
            .submitted(task("a", "{}", use))
            .ended("a", TaskStatus.REJECTED, Reason.INVALID_FIELD);
    assertThat(story.errorOf("a")).isEqualTo(error);
  }

  @Test
  void aTaskThatIsTriedAgainLooksAgain() {
    Story story = new Story().submitted(retrying(task("a", "{}", BY_KEY)));
    story.failedForNow("a", 1, 1_000_000);
    story.world.cache.put(
        "noop/k", new CachedOutput("batch-0", "z", Story.json("1"), 0, Long.MAX_VALUE));
    story.waited(Duration.ofSeconds(2)).released("a").ended("a", TaskStatus.SUCCEEDED, null);
    assertThat(story.lastResult("a").cachedFrom()).isEqualTo("batch-0/z");
    assertThat(story.lastResult("a").attempts()).isEqualTo(1);
  }

  @Test
  void aHeldTaskLooksWhenItsTurnHasComeAndTheWindowIsKept() {
    Story first = ran(task("a", "{}", BY_KEY), "done");
    Story second =
        after(first)
            .opened(Story.options(OnFailure.CONTINUE, Mode.SEQUENTIAL, 0, true))
            .submitted(task("b", "{}", BY_KEY))
            .submitted(task("c", "{}", null))
            .submitted(task("d", "{}", BY_KEY))
            .submitted(task("e", "{}", null))
            .sealed(4);
    assertThat(second.world.results).isEmpty();
    second.started().released("c").succeeded("c").released("c", "e");
    second.ended("b", TaskStatus.SUCCEEDED, null).ended("d", TaskStatus.SUCCEEDED, null);
    second.succeeded("e").isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aCancelledBatchTakesNothingFromTheCache() {
    Story first = ran(task("a", "{}", BY_KEY), "done");
    after(first)
        .submitted("need")
        .submitted(task("b", "{}", BY_KEY, "need"))
        .sealed(2)
        .cancelled()
        .ended("b", TaskStatus.CANCELLED, Reason.CANCEL_REQUESTED);
  }

  @Test
  void onlyWhatFailedLooksAgainInAnotherRound() {
    Story story =
        new Story()
            .submitted(task("good", "{}", BY_KEY))
            .submitted(task("bad", "{\"x\":1}", SAME_WORK))
            .sealed(2)
            .succeeded("good", "1")
            .failed("bad")
            .retried();
    assertThat(story.lastResult("good").round()).isEqualTo(1);
    story.released("good", "bad", "bad");
  }

  @Test
  void aLongChainOfHitsIsDoneInDecisionsOfBoundedSize() {
    int tasks = 100_000;
    Story first = ran(task("a", "{}", BY_KEY), "done");
    Story chain = Story.unwatched();
    chain.world.cache.putAll(first.world.cache);
    chain.opened(Story.options(OnFailure.CONTINUE, Mode.DISTRIBUTED, 0, true));
    chain.submitted(task("t0", "{}", BY_KEY));
    for (int i = 1; i < tasks; i++) {
      chain.submitted(task("t" + i, "{}", BY_KEY, "t" + (i - 1)));
    }
    chain.sealed(tasks);
    chain.world.send(new Event.StartRequested(World.BATCH, chain.world.tick()));
    int decisions = 1;
    while (chain.world.workLeft()) {
      Decision decision = chain.world.send(new Event.WorkDue(World.BATCH, chain.world.tick()));
      assertThat(decision.effects()).hasSizeLessThan(300);
      decisions++;
    }
    assertThat(chain.world.results).hasSize(tasks);
    assertThat(decisions).isGreaterThan(tasks / 300);
    chain.released().isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void largeOutputsMakeShortDecisions() {
    Story first = ran(task("a", "{}", BY_KEY), "x".repeat(200_000));
    Story second = after(first).submitted("need");
    for (int i = 10; i < 50; i++) {
      second.submitted(task("t" + i, "{}", BY_KEY, "need"));
    }
    Decision decision = second.world.send(Story.success(second.world, "need"));
    assertThat(decision.effects())
        .filteredOn(Effect.RecordResult.class::isInstance)
        .hasSizeLessThan(10);
    second.world.finishWork();
    assertThat(second.world.results).hasSize(41);
  }

  /** A batch of this task alone, which ran. */
  private static Story ran(TaskSpec task, String output) {
    return new Story().submitted(task).succeeded(task.id(), output).released(task.id());
  }

  /** Another batch, later. */
  private static Story after(Story first) {
    Story story = new Story();
    story.world.cache.putAll(first.world.cache);
    story.world.advanceTo(first.world.now());
    return story;
  }

  private static TaskSpec task(String id, String payload, CacheUse use, String... needs) {
    return task(id, "noop", payload, use, true, needs);
  }

  private static TaskSpec task(
      String id, String type, String payload, CacheUse use, boolean inputs, String... needs) {
    return new TaskSpec(
        id,
        null,
        type,
        Story.json(payload),
        List.of(needs),
        RunIf.SUCCESS,
        Priority.NORMAL,
        0,
        null,
        "default",
        null,
        0,
        use,
        inputs,
        Map.of(),
        false,
        0);
  }

  private static TaskSpec retrying(TaskSpec task) {
    return new TaskSpec(
        task.id(),
        null,
        task.type(),
        task.payload(),
        task.needs(),
        task.runIf(),
        task.priority(),
        0,
        new RetryPlan(
            RetryPlan.Policy.FIXED, 3, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 0, false),
        "default",
        null,
        0,
        task.cache(),
        true,
        Map.of(),
        false,
        0);
  }
}
