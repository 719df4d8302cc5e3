package dev.sluice.worker.transport.share;

import java.util.Set;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.FencedLeaderEpochException;
import org.apache.kafka.common.errors.FencedStateEpochException;
import org.apache.kafka.common.errors.InvalidRecordStateException;
import org.apache.kafka.common.errors.InvalidShareSessionEpochException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.ShareSessionNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Which answers to an acknowledgement mean that the broker has given the lock to nobody or others.
 */
final class LockLoss {

  /**
   * A lock is another's or none; the session that had it is gone, as brokers drop it together with
   * its locks when its connection breaks; the partition has another leader, which knows of no
   * locks; the topic is gone.
   */
  private static final Set<Class<? extends Exception>> ERRORS =
      Set.of(
          InvalidRecordStateException.class,
          ShareSessionNotFoundException.class,
          InvalidShareSessionEpochException.class,
          DisconnectException.class,
          NotLeaderOrFollowerException.class,
          FencedLeaderEpochException.class,
          FencedStateEpochException.class,
          UnknownTopicOrPartitionException.class,
          UnknownTopicIdException.class);

  private LockLoss() {}

  /** False where the lock may well be held still: the next renewal tells. */
  static boolean meant(Exception error) {
    return ERRORS.contains(error.getClass());
  }
}
