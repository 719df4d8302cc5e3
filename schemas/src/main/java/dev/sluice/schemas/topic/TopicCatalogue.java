package dev.sluice.schemas.topic;

import dev.sluice.records.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Every topic of a deployment with its partitions, copies and settings.
 *
 * @param names how the topics are called
 * @param partitions of each topic that is partitioned by batch id, and of the release topics; the
 *     same for all, because a batch lives in the partition of one number everywhere
 * @param replicationFactor copies of each topic; 3 on a cluster
 * @param pools the worker pools; each has its own release topics
 */
public record TopicCatalogue(
    Topics names, int partitions, short replicationFactor, Set<String> pools) {

  /** Partitions of the topics by batch id where nothing else is asked. */
  public static final int DEFAULT_PARTITIONS = 6;

  /** The same rule as core's for the pool of a task. */
  static final Pattern POOL = Pattern.compile("[a-z0-9-]{1,40}");

  private static final int DEAD_LETTER_PARTITIONS = 3;
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Cleanup WEEK = new Cleanup.Deleted(Duration.ofDays(7));
  private static final Cleanup ENTRIES =
      new Cleanup.CompactedFor(
          Duration.ofDays(31),
          Duration.ofDays(1),
          "the last output under each key, until its time is over",
          "a day more than an entry may be used");
  private static final String BATCH = "batch id";
  private static final String TASK = "batch id/task id";

  public TopicCatalogue {
    if (partitions < 1 || partitions > 10_000) {
      throw new IllegalArgumentException("partitions must be 1 to 10000: " + partitions);
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          "replicationFactor must be at least 1: " + replicationFactor);
    }
    if (pools.isEmpty()) {
      throw new IllegalArgumentException("pools must name at least one pool");
    }
    for (String pool : pools) {
      if (!POOL.matcher(pool).matches()) {
        throw new IllegalArgumentException(
            "a pool's name is 1 to 40 of a-z 0-9 -, not \"" + pool + "\"");
      }
    }
    pools = Set.copyOf(pools);
  }

  /** All topics, in the order of the flow. */
  public List<TopicSpec> topics() {
    List<TopicSpec> all = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      // A payload of the largest size with all its needs and headers.
      all.add(
          topic(names.submission(priority), "any producer -> scheduler", BATCH, WEEK)
              .records(MIB + 64 * KIB));
    }
    all.add(topic(names.command(), "any producer -> scheduler", BATCH, WEEK).records(MIB));
    Cleanup soon = deleted(Duration.ofHours(1));
    all.add(topic(names.query(), "anyone -> scheduler", BATCH, soon).records(MIB));
    all.add(topic(names.answer(), "scheduler -> who asked", BATCH, soon).records(MIB));
    for (String pool : new TreeSet<>(pools)) {
      for (Priority priority : Priority.values()) {
        // The task and the outputs of what it needs, 4 MiB together.
        all.add(
            topic(names.release(pool, priority), "scheduler -> workers", TASK, WEEK)
                .records(5 * MIB));
      }
    }
    all.add(topic(names.report(), "workers -> scheduler", BATCH, WEEK).records(MIB));
    Cleanup forEver = new Cleanup.Compacted();
    all.add(topic(names.result(), "scheduler -> everyone", TASK, forEver).records(MIB));
    all.add(topic(names.summary(), "scheduler -> everyone", BATCH, forEver).records(MIB));
    all.add(
        topic(names.signal(), "scheduler -> all workers", BATCH, deleted(Duration.ofHours(1)))
            .partitions(1)
            .records(MIB));
    Cleanup heartbeats =
        new Cleanup.CompactedFor(
            Duration.ofDays(1),
            Duration.ofHours(1),
            "the last word of each worker, until it is gone",
            "how long a worker that is gone stays in the list");
    all.add(
        topic(names.worker(), "workers -> everyone", "worker id", heartbeats)
            .partitions(1)
            .records(MIB));
    all.add(topic(names.cache(), "scheduler -> schedulers", "cache key", ENTRIES).records(MIB));
    // Anything that was too odd for its own topic has to fit, with headers that say why.
    all.add(
        topic(names.deadLetter(), "anyone -> operators", "as it was", deleted(Duration.ofDays(30)))
            .partitions(DEAD_LETTER_PARTITIONS)
            .records(6 * MIB));
    return List.copyOf(all);
  }

  private static Cleanup deleted(Duration after) {
    return new Cleanup.Deleted(after);
  }

  private TopicDraft topic(String name, String flow, String key, Cleanup cleanup) {
    return new TopicDraft(name, flow, key, partitions, replicationFactor, cleanup);
  }
}
