package dev.sluice.faults.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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

  /** Submits nothing more, and asserts that all tasks succeed, each with one record. */
  public List<Map<String, Result>> allSucceed() {
    enough.countDown();
    submitting.join();
    assertThat(batches).isNotEmpty();
    return batches.stream().map(SubmittedBatch::allSucceed).toList();
  }

  /** The longest time in which no result was recorded, over all its batches. */
  public Duration longestStall() {
    return Stalls.longest(
        batches.getFirst().at(),
        batches.stream().flatMap(batch -> batch.recordedAt().stream()).toList());
  }

  @Override
  public void close() {
    enough.countDown();
    submitting.join();
  }
}
