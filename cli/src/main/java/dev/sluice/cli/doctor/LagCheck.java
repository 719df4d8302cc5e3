package dev.sluice.cli.doctor;

import dev.sluice.results.text.Counted;
import dev.sluice.scheduler.SchedulerKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What is written and not read yet: by the scheduler, and by the workers of each pool. That tasks
 * wait for workers is no fault; that a scheduler stands still is.
 */
final class LagCheck implements Check {

  private static final Duration BETWEEN = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "lag";
  }

  @Override
  public List<Finding> look(Site site) throws Exception {
    List<Finding> findings = new ArrayList<>(List.of(scheduler(site)));
    for (String pool : Pools.of(site.topics(), site.await(site.admin().listTopics().names()))) {
      findings.add(workers(site, pool));
    }
    return findings;
  }

  /**
   * What a group has not read.
   *
   * @param committed the sum of its offsets, by which one sees whether it moves
   */
  record Lag(long records, long committed, int partitions) {}

  private Finding scheduler(Site site) throws Exception {
    String group = site.settings().get(SchedulerKeys.APPLICATION_ID);
    Lag first = consumerGroup(site, group);
    if (first.partitions() == 0) {
      return Finding.warn(
          name(),
          "the group " + group + " has read nothing yet",
          "is sluice.scheduler.application-id another one there?");
    }
    if (small(first)) {
      return schedulers(first, first);
    }
    Thread.sleep(BETWEEN.toMillis());
    return schedulers(first, consumerGroup(site, group));
  }

  /** At the end of a partition there may be the mark of a transaction, which nobody reads. */
  private static boolean small(Lag lag) {
    return lag.records() <= 2L * lag.partitions();
  }

  Finding schedulers(Lag first, Lag later) {
    String text = "scheduler: " + Counted.of(later.records(), "record") + " not read yet";
    return small(later) || later.committed() > first.committed()
        ? Finding.ok(name(), text)
        : Finding.warn(
            name(),
            text + ", and none was read for " + BETWEEN.toSeconds() + " s",
            "see the scheduler's log and /health/ready");
  }

  private Finding workers(Site site, String pool) throws Exception {
    String group = "sluice-worker." + pool;
    long waiting = shareGroup(site, group) + consumerGroup(site, group + ".consumer").records();
    return Finding.ok(
        name(), "pool " + pool + ": " + Counted.of(waiting, "release") + " not taken yet");
  }

  private static Lag consumerGroup(Site site, String group) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets;
    try {
      offsets =
          site.await(site.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return new Lag(0, 0, 0);
      }
      throw e;
    }
    offsets.values().removeIf(each -> each == null);
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        site.offsets(offsets.keySet(), OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    long lag =
        ends.entrySet().stream()
            .mapToLong(end -> end.getValue().offset() - offsets.get(end.getKey()).offset())
            .map(each -> Math.max(0, each))
            .sum();
    long committed = offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    return new Lag(lag, committed, offsets.size());
  }

  private static long shareGroup(Site site, String group) throws Exception {
    try {
      return site
          .await(
              site.admin()
                  .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                  .partitionsToOffsetInfo(group))
          .values()
          .stream()
          .mapToLong(each -> each == null ? 0 : each.lag().orElse(0L))
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException
          || e.getCause() instanceof UnsupportedVersionException) {
        return 0;
      }
      throw e;
    }
  }
}
