package dev.sluice.faults.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Small batches one after the other for as long as a test disturbs something. */
public final class Load implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int TASKS = 10;
  private static final long EVERY_MS = 200;

  private final Pool pool;
  private final long taskMillis;
  private final List<SubmittedBatch> batches = new CopyOnWriteArrayList<>();
  private final CountDownLatch enough = new CountDownLatch(1);
  private final CompletableFuture<Void> submitting;

  Load(Pool pool, long taskMillis) {
    this.pool = pool;
    this.taskMillis = taskMillis;
    this.submitting =
        CompletableFuture.runAsync(this::submit, task -> Thread.ofPlatform().daemon().start(task));
  }

  private void submit() {
    try {
      do {
        batches.add(pool.batch().work(TASKS, taskMillis).submit());
      } while (!enough.await(EVERY_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until so many of the tasks that are submitted from now on have ended. */
  public void awaitEnded(int tasks) {
    int from = batches.size();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          long ended = batches.stream().skip(from).mapToLong(SubmittedBatch::ended).sum();
          assertThat(ended).isGreaterThanOrEqualTo(tasks);
        });
  }

  /** Submits nothing more, and waits until all has ended. */
  public Recorded end() {
    enough.countDown();
    submitting.join();
    batches.forEach(each -> each.handle().await(PATIENCE));
    Set<String> ids = batches.stream().map(SubmittedBatch::id).collect(Collectors.toSet());
    return new Recorded(List.copyOf(batches), pool.site().results(ids));
  }

  /** What became of it. */
  public record Recorded(
      List<SubmittedBatch> batches, Map<String, Map<String, List<Topic.Kept<Result>>>> results) {

    /** Asserts that all tasks succeeded, each with one record. */
    public List<Result> allSucceeded() {
      List<Result> all = new ArrayList<>();
      for (SubmittedBatch batch : batches) {
        Map<String, Result> one = batch.theOne(results.getOrDefault(batch.id(), Map.of()));
        SubmittedBatch.assertSucceeded(one);
        all.addAll(one.values());
      }
      return all;
    }

    /** The longest time in which no result was recorded. */
    public Duration longestStall() {
      return Stalls.longest(
          batches.getFirst().at(),
          results.values().stream().flatMap(batch -> batch.values().stream()).toList());
    }
  }

  @Override
  public void close() {
    enough.countDown();
    submitting.join();
  }
}
