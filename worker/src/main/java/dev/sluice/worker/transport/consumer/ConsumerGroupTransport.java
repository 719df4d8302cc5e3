package dev.sluice.worker.transport.consumer;

import dev.sluice.records.Priority;
import dev.sluice.records.ReleasePartition;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.Upheaval;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes releases as a member of a consumer group. Every call polls, so the member is never late,
 * and nothing here waits for a handler: what was polled waits in a buffer for each partition, and a
 * partition whose buffer is full is paused.
 */
public final class ConsumerGroupTransport implements ReleaseTransport {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerGroupTransport.class);
  private static final Duration NO_LOCKS = Duration.ofDays(365);
  private static final Duration COMMIT_WAIT = Duration.ofSeconds(1);
  private static final Duration LAST_COMMIT_WAIT = Duration.ofSeconds(10); // a session
  private static final Duration REJOIN_WAIT = Duration.ofMillis(50);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<byte[], byte[]> consumer;
  private final LongSupplier nanos;
  private final Session session;
  private final Polls polls;
  private final Takeover takeover;
  private final Flow flow;
  private final OffsetCommits commits;
  private final Assignment assignment = new Assignment();
  private final HandOut handOut;
  private final Farewell farewell;
  private final Set<TopicPartition> unopened = new HashSet<>();
  private volatile List<ReleasePartition> assigned = List.of();
  private @Nullable Upheaval upheaval;
  private boolean gone;

  ConsumerGroupTransport(
      Consumer<byte[], byte[]> consumer,
      Map<String, Priority> topics,
      PartitionLimits limits,
      Session session,
      LongSupplier nanos) {
    this.consumer = consumer;
    this.session = session;
    this.nanos = nanos;
    this.polls = new Polls(consumer, session);
    this.takeover = new Takeover(consumer, topics, limits);
    this.flow = new Flow(consumer, limits);
    this.commits = new OffsetCommits(consumer, nanos.getAsLong());
    this.farewell = new Farewell(assignment, commits, COMMIT_WAIT, LAST_COMMIT_WAIT, nanos);
    this.handOut = new HandOut(assignment, commits, COMMIT_WAIT);
    consumer.subscribe(topics.keySet(), new Rebalances());
  }

  @Override
  public void tell(Upheaval told) {
    upheaval = told;
  }

  @Override
  public List<Delivery> take(Set<Priority> of, int most, Duration wait) {
    if (gone) {
      return List.of();
    }
    long until = nanos.getAsLong() + wait.toNanos();
    poll(Duration.ZERO);
    List<Delivery> taken = next(of, most);
    long rest = until - nanos.getAsLong();
    while (taken.isEmpty() && rest > 0) {
      poll(Duration.ofNanos(rest));
      taken = next(of, most);
      rest = until - nanos.getAsLong();
    }
    return taken;
  }

  private List<Delivery> next(Set<Priority> of, int most) {
    return session.over() ? List.of() : handOut.next(of, most, nanos.getAsLong());
  }

  private void poll(Duration wait) {
    if (session.ends(nanos.getAsLong())) {
      sessionEnded();
    }
    openIfPossible();
    flow.regulate(assignment.all());
    commits.send(assignment.all(), nanos.getAsLong());
    ConsumerRecords<byte[], byte[]> records = polls.poll(wait);
    for (TopicPartition each : records.partitions()) {
      polled(each, records.records(each));
    }
  }

  /**
   * Others may have the partitions by now. If they don't, the member goes on with them when it
   * hears from the group again.
   */
  private void sessionEnded() {
    List<DeliveryId> lost = assignment.open();
    if (upheaval != null && !lost.isEmpty()) {
      LOG.warn("The group has not answered for a session: {} tasks are lost", lost.size());
      upheaval.lost(lost);
    }
    long again = nanos.getAsLong() + AGAIN_NANOS;
    assignment.all().forEach(each -> each.lose(again));
  }

  private void polled(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    AssignedPartition into = assignment.of(partition);
    if (into == null) {
      // Not open yet: it comes again once it is.
      consumer.seek(partition, records.get(0).offset());
      return;
    }
    for (ConsumerRecord<byte[], byte[]> each : records) {
      if (each.offset() < into.position()) {
        into = beganAnew(into, each.offset());
      }
      into.polled(each);
    }
  }

  /** Its topic was deleted and made again: what was known of it is about other records. */
  private AssignedPartition beganAnew(AssignedPartition old, long offset) {
    LOG.warn("{} has begun anew at {}", old, offset);
    lose(Set.of(old.partition()));
    AssignedPartition anew = takeover.anew(old.partition(), offset, old.position());
    assignment.add(anew);
    tellAssigned();
    return anew;
  }

  /** A member that was fenced meanwhile is told so by the poll that follows. */
  private void openIfPossible() {
    try {
      open();
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.info("{} can't be opened yet: {}", unopened, e.toString());
    }
  }

  /** Partitions are not read before it is known how the last owner left them. */
  private void open() {
    if (!unopened.isEmpty() && !session.over()) {
      takeover.open(Set.copyOf(unopened)).forEach(assignment::add);
      consumer.resume(unopened);
      unopened.clear();
      tellAssigned();
    }
  }

  @Override
  public void complete(DeliveryId id) {
    AssignedPartition partition = assignment.of(id);
    if (partition != null) {
      partition.complete(id.offset());
    }
  }

  @Override
  public void giveBack(DeliveryId id) {
    AssignedPartition partition = assignment.of(id);
    if (partition != null) {
      partition.giveBack(id.offset(), nanos.getAsLong() + AGAIN_NANOS);
    }
  }

  /** There are no locks: a delivery is ours as long as its partition. */
  @Override
  public void keepAlive(Collection<DeliveryId> ids) {}

  @Override
  public Duration lock() {
    return NO_LOCKS;
  }

  @Override
  public void flush() {
    if (!gone) {
      poll(Duration.ZERO);
    }
  }

  @Override
  public List<ReleasePartition> assigned() {
    return assigned;
  }

  /**
   * Leaves the group when nothing is open: what was polled and not handed out is another worker's
   * then. To leave before would mean to give up what runs.
   */
  @Override
  public List<Delivery> rest() {
    if (gone) {
      return List.of();
    }
    if (assignment.open().isEmpty()) {
      close();
      return List.of();
    }
    if (upheaval != null) {
      upheaval.letGo();
    }
    poll(Duration.ZERO);
    return List.of();
  }

  @Override
  public boolean underWay() {
    return false;
  }

  @Override
  public void close() {
    if (!gone) {
      gone = true;
      farewell.toAll(() -> poll(REJOIN_WAIT));
      tellAssigned();
      consumer.close(CloseOptions.timeout(CLOSE_WAIT));
    }
  }

  private void leaving(Collection<TopicPartition> partitions) {
    List<DeliveryId> open = assignment.open(partitions);
    if (upheaval != null && !open.isEmpty()) {
      upheaval.leaving(open);
    }
  }

  private void lose(Collection<TopicPartition> partitions) {
    List<DeliveryId> lost = assignment.open(partitions);
    partitions.forEach(assignment::remove);
    tellAssigned();
    if (upheaval != null && !lost.isEmpty()) {
      upheaval.lost(lost);
    }
  }

  private void tellAssigned() {
    assigned = assignment.releasePartitions();
  }

  /** Called from within polls. */
  private final class Rebalances implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      unopened.addAll(partitions);
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      unopened.removeAll(partitions);
      leaving(partitions);
      farewell.to(partitions.stream().map(assignment::of).filter(Objects::nonNull).toList());
      tellAssigned();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      unopened.removeAll(partitions);
      lose(partitions);
    }
  }
}
