package dev.sluice.faults.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.client.BatchHandle;
import dev.sluice.client.audit.Audit;
import dev.sluice.client.audit.Auditor;
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

  /** The one record of each task, once the batch has ended and every guarantee for it was kept. */
  public Map<String, Result> results() {
    return results(PATIENCE);
  }

  /** Like {@link #results()}, and also with another patience. */
  public Map<String, Result> results(Duration patience) {
    handle.await(patience);
    assertThat(audit().verdicts())
        .filteredOn(each -> each.standing() != Audit.Standing.HELD)
        .as("guarantees of %s that are not seen to be kept", id)
        .isEmpty();
    return theOne(pool.site().results(id));
  }

  private Audit audit() {
    return Auditor.audit(Map.of("bootstrap.servers", pool.site().brokers()), id);
  }

  /** The one record of each task. */
  Map<String, Result> theOne(Map<String, List<Topic.Kept<Result>>> recorded) {
    Map<String, Result> one = new TreeMap<>();
    recorded.forEach((task, records) -> {
      assertThat(records).as("records of %s in the topic of results", task).hasSize(1);
      one.put(task, records.getFirst().value());
    });
    assertThat(one).as("tasks of %s with a result", id).hasSize(tasks);
    return one;
  }

  /** Waits for the end, and asserts that each task succeeded and has one record. */
  public Map<String, Result> allSucceed() {
    return allSucceed(PATIENCE);
  }

  /** Like {@link #allSucceed()}, and also with another patience. */
  public Map<String, Result> allSucceed(Duration patience) {
    Map<String, Result> results = results(patience);
    assertSucceeded(results);
    return results;
  }

  static void assertSucceeded(Map<String, Result> results) {
    assertThat(results.values())
        .filteredOn(each -> each.getStatus() != TaskStatus.SUCCEEDED)
        .extracting(each -> each.getTaskId() + " " + each.getStatus() + " " + each.getError())
        .as("tasks that did not succeed")
        .isEmpty();
  }

  /** The longest time, from the submission on, in which no result was recorded. */
  public Duration longestStall() {
    return Stalls.longest(at, pool.site().results(id).values());
  }
}
