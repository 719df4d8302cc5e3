package dev.sluice.worker.transport.consumer;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.consumer.Trail.HandedOut;
import dev.sluice.worker.transport.consumer.Trail.Stretch;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition for the time of one assignment: what was polled of it, what of that is handed out,
 * and what is done. What one assignment handed out means nothing to the next.
 *
 * <p>Nothing is handed out beyond {@link #granted}, the offset up to which the last commit says
 * that it may be: so whoever takes over from a lost owner knows which records that one may have
 * had, and which of them it had for certain.
 */
final class AssignedPartition {

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TopicPartition partition;
  private final Priority priority;
  private final PartitionLimits limits;
  private final CompletionFrontier frontier;
  private final Suspects suspects;
  private final Buffer buffer = new Buffer();
  private final Map<Long, ConsumerRecord<byte[], byte[]>> handedOut = new HashMap<>();
  private long replayedUntil;
  private long position; // of the next record that is polled
  private long next; // after the last that was handed out
  private long granted;
  private long handedOutAt;
  private int handedOutSince; // the last commit
  private long commits;
  private long acknowledged;
  private boolean changed;

  /** What a commit says, and what it allows once it is acknowledged. */
  record Commit(AssignedPartition of, OffsetAndMetadata offset, long granted, long number) {}

  /** Where a partition begins. */
  record Start(long offset, Trail trail) {

    /** Nothing at this offset or later was ever handed out. */
    Start upTo(long end) {
      return new Start(offset, trail.upTo(end - offset));
    }
  }

  AssignedPartition(
      TopicPartition partition, Priority priority, Start start, PartitionLimits limits) {
    this.partition = partition;
    this.priority = priority;
    this.limits = limits;
    this.replayedUntil = start.offset() + start.trail().replayed();
    this.frontier = new CompletionFrontier(start.offset());
    this.suspects = new Suspects(limits.maxLost());
    position = start.offset();
    next = start.offset();
    granted = start.offset();
    long from = start.offset();
    for (Stretch each : start.trail().stretches()) {
      if (each.done()) {
        frontier.complete(from, from + each.length());
      } else {
        suspects.add(from, each);
      }
      from += each.length();
    }
  }

  TopicPartition partition() {
    return partition;
  }

  Priority priority() {
    return priority;
  }

  /** The next offset that has to be polled. */
  long position() {
    return position;
  }

  Buffer buffer() {
    return buffer;
  }

  /** A record was polled. Offsets that were passed over have none. */
  void polled(ConsumerRecord<byte[], byte[]> each) {
    passed(each.offset());
    position = each.offset() + 1;
    if (!frontier.done(each.offset())) {
      buffer.add(each);
    }
  }

  /** There is nothing between what was polled so far and this offset. */
  void passed(long offset) {
    if (offset > position) {
      frontier.complete(position, offset);
      position = offset;
      settle();
    }
  }

  /** Whether the next record may be handed out, as far as this partition is concerned. */
  boolean ready(long now) {
    ConsumerRecord<byte[], byte[]> record = buffer.next(now);
    if (record == null || record.offset() - frontier.base() >= limits.window()) {
      return false;
    }
    if (suspects.none()) {
      return true;
    }
    boolean alone = suspects.onLastChance(record.offset()) || oneOnLastChance();
    return handedOut.size() < (alone ? 1 : limits.careful());
  }

  /** Whether the next record was lost so often that it must be on its own. */
  boolean nextIsOnLastChance(long now) {
    ConsumerRecord<byte[], byte[]> record = buffer.next(now);
    return record != null && suspects.onLastChance(record.offset());
  }

  /** Whether a record is handed out that must be on its own. */
  boolean oneOnLastChance() {
    return !suspects.none() && handedOut.keySet().stream().anyMatch(suspects::onLastChance);
  }

  /** Takes the next record, which must be {@link #ready}. Hand it out only if it is covered. */
  ConsumerRecord<byte[], byte[]> pick(long now) {
    ConsumerRecord<byte[], byte[]> record = buffer.take(now);
    handedOut.put(record.offset(), record);
    next = Math.max(next, record.offset() + 1);
    handedOutSince++;
    handedOutAt = now;
    return record;
  }

  /** The opposite of {@link #pick}, the last one first. */
  void putBack(ConsumerRecord<byte[], byte[]> record) {
    handedOut.remove(record.offset());
    buffer.putBack(record);
    long last = handedOut.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
    next = Math.max(frontier.base(), last + 1);
  }

  /** Whether the brokers know that what was picked may be handed out. */
  boolean covered() {
    return next <= granted;
  }

  int lost(long offset) {
    return suspects.lost(offset);
  }

  boolean replayed(long offset) {
    return offset < replayedUntil;
  }

  void complete(long offset) {
    if (handedOut.remove(offset) != null) {
      frontier.complete(offset);
      suspects.forget(offset);
      settle();
    }
  }

  private void settle() {
    suspects.forgetBelow(frontier.base());
    changed = true;
  }

  /** The record is handed out again, not before this time. */
  void giveBack(long offset, long notBefore) {
    ConsumerRecord<byte[], byte[]> record = handedOut.remove(offset);
    if (record != null) {
      buffer.again(record, notBefore);
    }
  }

  /**
   * What is handed out may be another's by now. If it is not it is handed out again, not before
   * this time, and as something of which nobody knows whether it was done.
   */
  void lose(long notBefore) {
    replayedUntil = Math.max(replayedUntil, next);
    List.copyOf(handedOut.keySet()).forEach(offset -> giveBack(offset, notBefore));
  }

  /** What is handed out and not completed. */
  Collection<DeliveryId> open() {
    return handedOut.keySet().stream()
        .map(offset -> new DeliveryId(partition.topic(), partition.partition(), offset))
        .toList();
  }

  /** Whether everything that was polled is done. */
  boolean drained() {
    return handedOut.isEmpty() && buffer.isEmpty();
  }

  /** Whether there is something new to commit. */
  boolean dirty(long now) {
    return changed || handedOutSince > 0 || (idle(now) && granted > frontier.base());
  }

  private boolean idle(long now) {
    return drained() && now - handedOutAt >= IDLE_NANOS;
  }

  /**
   * What to commit now.
   *
   * @param leaving nothing is handed out any more: what is open goes to the next owner in order
   */
  Commit commit(boolean leaving, long now) {
    long wanted =
        leaving || idle(now) ? frontier.base() : Math.max(next, frontier.base()) + ahead();
    handedOutSince = 0;
    changed = false;
    granted = Math.min(granted, wanted);
    String trail = TrailText.of(trail(wanted));
    return new Commit(this, new OffsetAndMetadata(frontier.base(), trail), wanted, ++commits);
  }

  private int ahead() {
    boolean exactly = !suspects.none() || limits.ahead() == 0;
    return exactly ? 0 : Math.clamp(2L * handedOutSince, limits.ahead(), limits.window() / 2);
  }

  private Trail trail(long reach) {
    var trail = new Trail.Builder();
    long end = Math.max(Math.max(reach, suspects.end()), frontier.end());
    for (long at = frontier.base(); at < end; ) {
      long open = Math.min(frontier.nextOpen(at), end);
      if (open > at) {
        trail.add(Stretch.done(open - at));
        at = open;
      } else {
        long until = suspects.none() ? Math.min(frontier.nextDone(at), end) : at + 1;
        until = at < reach ? Math.min(until, at < next ? Math.min(next, reach) : reach) : until;
        trail.add(Stretch.open(until - at, handedOut(at, reach), suspects.lost(at)));
        at = until;
      }
    }
    return trail.build(replayedUntil - frontier.base());
  }

  private HandedOut handedOut(long offset, long reach) {
    if (offset < reach) {
      return offset < next ? HandedOut.YES : HandedOut.MAYBE;
    }
    return suspects.doubted(offset) ? HandedOut.MAYBE : HandedOut.NO;
  }

  /** The brokers have it. */
  void acknowledged(Commit commit) {
    if (commit.number() > acknowledged) {
      acknowledged = commit.number();
      granted = commit.granted();
    }
  }

  /** The brokers don't have it. */
  void refused(Commit commit) {
    changed |= commit.number() > acknowledged;
  }

  @Override
  public String toString() {
    return partition + "@" + frontier.base();
  }
}
