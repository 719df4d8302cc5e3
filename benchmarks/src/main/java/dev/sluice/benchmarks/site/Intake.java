package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.cli.ExitCode;
import dev.sluice.scheduler.SchedulerKeys;
import dev.sluice.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the scheduler has taken in what was submitted, by the offsets that it committed. */
public record Intake(String bootstrapServers, int partitions) {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** Returns when everything is taken that was submitted before. */
  public void awaitAll(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Map<TopicPartition, Long> ends = ends(admin);
      while (!taken(admin, ends)) {
        if (System.nanoTime() > deadline) {
          throw new BenchException(
              "the scheduler did not take all submissions within %d s; see its log"
                  .formatted(atMost.toSeconds()));
        }
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (ExecutionException e) {
      throw new BenchException(ExitCode.FAILED, "the offsets can't be read: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  private Map<TopicPartition, Long> ends(Admin admin)
      throws ExecutionException, InterruptedException {
    Set<String> incoming = new HashSet<>();
    for (TopicSpec topic : SiteConfig.catalogue(partitions).topics()) {
      if (topic.name().contains(".submission.") || topic.name().endsWith(".command")) {
        incoming.add(topic.name());
      }
    }
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    admin
        .describeTopics(incoming)
        .allTopicNames()
        .get()
        .forEach((name, topic) ->
            topic
                .partitions()
                .forEach(partition ->
                    latest.put(
                        new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
    return admin.listOffsets(latest).all().get().entrySet().stream()
        .filter(end -> end.getValue().offset() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private static boolean taken(Admin admin, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(SchedulerKeys.APPLICATION_ID.defaultValue())
            .partitionsToOffsetAndMetadata()
            .get();
    return ends.entrySet().stream()
        .allMatch(end -> {
          OffsetAndMetadata offset = committed.get(end.getKey());
          return offset != null && offset.offset() >= end.getValue();
        });
  }
}
