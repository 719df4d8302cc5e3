package dev.sluice.scheduler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far the state is restored from the brokers. Called by the restore threads. */
final class RestoreProgress implements StateRestoreListener {

  private static final Logger log = LoggerFactory.getLogger(RestoreProgress.class);

  private static final long TOLD_EVERY_NANOS = 2_000_000_000;

  private record Restore(long startNanos, long from, long to, long done, long toldNanos) {}

  private final Map<TopicPartition, Restore> restores = new ConcurrentHashMap<>();

  /** Rows that are still to be restored in the partitions whose restore has begun. */
  long rowsLeft() {
    return restores.values().stream()
        .mapToLong(restore -> Math.max(0, restore.to() - restore.from() - restore.done()))
        .sum();
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    long now = System.nanoTime();
    restores.put(partition, new Restore(now, from, to, 0, now));
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long number) {
    restores.computeIfPresent(partition, (p, restore) -> restored(p, restore, number));
  }

  private static Restore restored(TopicPartition partition, Restore restore, long number) {
    long now = System.nanoTime();
    long done = restore.done() + number;
    boolean tell = now - restore.toldNanos() > TOLD_EVERY_NANOS;
    if (tell) {
      log.info("Restoring {}: {} of {} rows", partition, done, restore.to() - restore.from());
    }
    return new Restore(
        restore.startNanos(), restore.from(), restore.to(), done, tell ? now : restore.toldNanos());
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    Restore restore = restores.remove(partition);
    if (restore != null && total > 0) {
      long millis = (System.nanoTime() - restore.startNanos()) / 1_000_000;
      log.info("Restored {}: {} rows in {} ms", partition, total, millis);
    }
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    restores.remove(partition);
  }
}
