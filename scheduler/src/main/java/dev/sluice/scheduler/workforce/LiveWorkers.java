package dev.sluice.scheduler.workforce;

import dev.sluice.core.explain.Workforce;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.RunningTask;
import dev.sluice.scheduler.view.WorkerPresence;
import dev.sluice.scheduler.wire.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The workers whose heartbeats are recent. One thread tells it of them, any number of others ask.
 * All times in milliseconds: those of records by the brokers' clock, now by one of ours that only
 * goes forward.
 */
public final class LiveWorkers implements Workforce, PartitionSlots {

  private final long timeoutMs;
  private final HeartbeatAge age = new HeartbeatAge();
  private final Map<String, Seen> workers = new HashMap<>();
  private final Map<Place, Run> runs = new ConcurrentHashMap<>();
  private volatile Map<String, Pool> pools = Map.of();
  private volatile Map<Line, Map<Integer, Long>> partitions = Map.of();
  private volatile Map<String, WorkerPresence> present = Map.of();
  private volatile boolean known;

  private record Seen(Heartbeat heartbeat, long recordedAt) {}

  private record Place(String batchId, String taskId, int releaseNumber) {

    private static Place of(RunningTask running) {
      return new Place(running.getBatchId(), running.getTaskId(), running.getReleaseNumber());
    }
  }

  /** Where tasks of a pool and a priority are released. */
  private record Line(String pool, Priority priority) {}

  /** What the live workers of a pool are together. */
  private record Pool(Slots slots, Set<String> types, @Nullable String resting) {}

  /**
   * @param timeout a worker whose last heartbeat is older is gone
   */
  public LiveWorkers(Duration timeout) {
    this.timeoutMs = timeout.toMillis();
  }

  @Override
  public boolean known() {
    return known;
  }

  @Override
  public Slots slots(String pool) {
    Pool found = pools.get(pool);
    return found == null ? Slots.NONE : found.slots();
  }

  @Override
  public long[] slots(String pool, Priority priority, int number) {
    long[] slots = new long[number];
    partitions
        .getOrDefault(new Line(pool, priority), Map.of())
        .forEach((partition, its) -> {
          if (partition >= 0 && partition < number) {
            slots[partition] = its;
          }
        });
    return slots;
  }

  @Override
  public @Nullable String resting(String pool) {
    Pool found = pools.get(pool);
    return found == null || found.slots().all() > 0 ? null : found.resting();
  }

  @Override
  public boolean serves(String pool, String type) {
    Pool found = pools.get(pool);
    return found != null && found.types().contains(type);
  }

  @Override
  public @Nullable Run run(String batchId, String taskId, int releaseNumber) {
    return runs.get(new Place(batchId, taskId, releaseNumber));
  }

  /** A heartbeat came; it counts from the next {@link #look} on. */
  public void heard(Heartbeat heartbeat, long recordedAt, long now) {
    age.came(recordedAt, now);
    Set<Place> named = new HashSet<>();
    // First what it names, then what it does not name any more: others ask meanwhile, and a task
    // that is missing for a moment would look as if its worker were gone.
    for (RunningTask running : heartbeat.getRunning()) {
      Place place = Place.of(running);
      named.add(place);
      runs.put(
          place,
          new Run(
              heartbeat.getWorkerId(),
              running.getAttempt(),
              running.getStartedAt(),
              Words.content(running.getDetails(), Content.BYTES)));
    }
    Seen before = workers.put(heartbeat.getWorkerId(), new Seen(heartbeat, recordedAt));
    if (before != null) {
      forgetRuns(before.heartbeat(), named);
    }
  }

  /** A worker said that it is gone. */
  public void left(String workerId) {
    forget(workerId);
  }

  /** All heartbeats that were there have come: drops the old ones and makes the rest known. */
  public void look(long now) {
    workers.values().stream()
        .filter(seen -> age.of(seen.recordedAt(), now) > timeoutMs(seen.heartbeat()))
        .map(seen -> seen.heartbeat().getWorkerId())
        .toList()
        .forEach(this::forget);
    Map<String, Pool> together = new HashMap<>();
    workers.values().forEach(seen -> add(seen.heartbeat(), together));
    pools = Map.copyOf(together);
    partitions = partitions();
    present =
        workers.values().stream()
            .map(Seen::heartbeat)
            .collect(Collectors.toUnmodifiableMap(Heartbeat::getWorkerId, LiveWorkers::presence));
    known = true;
  }

  private static WorkerPresence presence(Heartbeat heartbeat) {
    return new WorkerPresence(heartbeat.getWorkerId(), heartbeat.getPool(), resting(heartbeat));
  }

  /** Who is there, by id, as of the last look; empty: nobody can tell. */
  public Optional<Map<String, WorkerPresence>> present() {
    return known ? Optional.of(present) : Optional.empty();
  }

  /** Heartbeats can't be read any more: what was known may not hold. */
  public void lost() {
    known = false;
  }

  /** One that beats slowly is waited for: three of its beats. */
  private long timeoutMs(Heartbeat heartbeat) {
    return Math.max(timeoutMs, 3 * heartbeat.getIntervalMs());
  }

  private void forget(String workerId) {
    Seen before = workers.remove(workerId);
    if (before != null) {
      forgetRuns(before.heartbeat(), Set.of());
    }
  }

  private void forgetRuns(Heartbeat of, Set<Place> spared) {
    for (RunningTask running : of.getRunning()) {
      Place place = Place.of(running);
      if (!spared.contains(place)) {
        runs.computeIfPresent(
            place, (named, run) -> run.workerId().equals(of.getWorkerId()) ? null : run);
      }
    }
  }

  private static void add(Heartbeat heartbeat, Map<String, Pool> pools) {
    Pool pool =
        pools.getOrDefault(heartbeat.getPool(), new Pool(Slots.NONE, new HashSet<>(), null));
    pool.types().addAll(heartbeat.getTypes());
    Slots all = pool.slots();
    String resting = resting(heartbeat);
    Slots more =
        resting == null
            ? new Slots(
                sum(all.all(), heartbeat.getConcurrency()), sum(all.busy(), busy(heartbeat)))
            : all;
    pools.put(
        heartbeat.getPool(),
        new Pool(more, pool.types(), pool.resting() == null ? resting : pool.resting()));
  }

  /** An older worker says only what it runs. */
  private static int busy(Heartbeat heartbeat) {
    return heartbeat.getBusy() > 0 ? heartbeat.getBusy() : heartbeat.getRunning().size();
  }

  /** Why a worker takes no tasks; null: it takes them. */
  private static @Nullable String resting(Heartbeat heartbeat) {
    return heartbeat.getDraining() ? "it goes away" : heartbeat.getPaused();
  }

  private Map<Line, Map<Integer, Long>> partitions() {
    Map<Line, Map<Integer, Long>> all = new HashMap<>();
    for (Seen seen : workers.values()) {
      Heartbeat heartbeat = seen.heartbeat();
      if (resting(heartbeat) != null) {
        continue;
      }
      heartbeat.getPartitions().stream()
          .collect(Collectors.groupingBy(partition -> Words.toCore(partition.getPriority())))
          .forEach((priority, read) -> {
            long each = PartitionSlots.ONE * Math.max(0, heartbeat.getConcurrency()) / read.size();
            Line line = new Line(heartbeat.getPool(), priority);
            Map<Integer, Long> ofLine = all.computeIfAbsent(line, of -> new HashMap<>());
            read.forEach(one -> ofLine.merge(one.getPartition(), each, Long::sum));
          });
    }
    return all;
  }

  private static int sum(int slots, int more) {
    return (int) Math.min(Integer.MAX_VALUE, (long) slots + Math.max(0, more));
  }
}
