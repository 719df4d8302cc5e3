package dev.sluice.faults.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.client.BatchHandle;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A batch under way, and what has to be true of it in the end.
 *
 * @param at when it was submitted, in milliseconds
 */
public record SubmittedBatch(Pool pool, String id, int tasks, BatchHandle handle, long at) {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Tasks that have ended. */
  public long ended() {
    return handle.status().done();
  }

  /** Waits until so many tasks have ended. */
  public SubmittedBatch awaitEnded(long atLeast) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> {
          assertThat(ended()).isGreaterThanOrEqualTo(atLeast);
        });
    return this;
  }

  /** Waits until a task was begun so often. */
  public SubmittedBatch awaitBegun(String task, int times) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> {
          assertThat(pool.diary().begun(task)).as("times begun: %s", task).isEqualTo(times);
        });
    return this;
  }

  /** The one record of each task, once the batch has ended; a second one is a failure. */
  public Map<String, Result> results() {
    return results(PATIENCE);
  }

  /** Like {@link #results()}, and also with another patience. */
  public Map<String, Result> results(Duration patience) {
    handle.await(patience);
    Map<String, Result> one = new TreeMap<>();
    pool.site()
        .results(id)
        .forEach((task, records) -> {
          assertThat(records).as("records of %s in the topic of results", task).hasSize(1);
          one.put(task, records.getFirst().value());
        });
    assertThat(one).hasSize(tasks);
    return one;
  }

  /** Waits for the end, and asserts that each task succeeded and has one record. */
  public Map<String, Result> allSucceed() {
    return allSucceed(PATIENCE);
  }

  /** Like {@link #allSucceed()}, and also with another patience. */
  public Map<String, Result> allSucceed(Duration patience) {
    Map<String, Result> results = results(patience);
    assertThat(results.values())
        .allSatisfy(each -> {
          assertThat(each.getStatus())
              .as("%s: %s %s", each.getTaskId(), each.getReason(), each.getError())
              .isEqualTo(TaskStatus.SUCCEEDED);
        });
    return results;
  }

  /** The longest time, from the submission on, in which no result was recorded. */
  public Duration longestStall() {
    return Stalls.longest(at, recordedAt());
  }

  /** When its results were recorded, by the broker's clock. */
  List<Long> recordedAt() {
    return pool.site().results(id).values().stream()
        .flatMap(List::stream)
        .map(Topic.Kept::at)
        .toList();
  }
}
