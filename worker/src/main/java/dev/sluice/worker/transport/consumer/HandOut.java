package dev.sluice.worker.transport.consumer;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.consumer.Assignment.Pick;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands records out, never one that the brokers don't know may be handed out. */
record HandOut(Assignment assignment, OffsetCommits commits, Duration commitWait) {

  private static final Logger LOG = LoggerFactory.getLogger(HandOut.class);

  /**
   * The next records, at most so many.
   *
   * @throws KafkaException if the brokers don't answer; nothing is handed out then
   */
  List<Delivery> next(Set<Priority> of, int most, long now) {
    List<Pick> picked = assignment.pick(of, most, now);
    if (!cover(picked, now)) {
      return List.of();
    }
    commits.send(assignment.all(), now); // soon it is known for certain who had them
    return picked.stream().map(HandOut::delivery).toList();
  }

  private boolean cover(List<Pick> picked, long now) {
    Set<AssignedPartition> uncovered =
        picked.stream().map(Pick::from).filter(each -> !each.covered()).collect(Collectors.toSet());
    try {
      commits.await(uncovered, false, commitWait, now);
      return true;
    } catch (RebalanceInProgressException | CommitFailedException e) {
      LOG.debug("Nothing is handed out in the middle of a rebalance: {}", e.toString());
      putBack(picked);
      return false;
    } catch (KafkaException e) {
      putBack(picked);
      throw e;
    }
  }

  private static void putBack(List<Pick> picked) {
    picked.reversed().forEach(each -> each.from().putBack(each.record()));
  }

  private static Delivery delivery(Pick pick) {
    ConsumerRecord<byte[], byte[]> record = pick.record();
    return new Delivery(
        new DeliveryId(record.topic(), record.partition(), record.offset()),
        record.key(),
        record.value(),
        pick.from().lost(record.offset()),
        pick.from().replayed(record.offset()),
        record.headers());
  }
}
