package dev.sluice.schemas.topic;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The end of what is written in a partition, committed or not. Who reads committed records up to
 * there has all that was committed together with something seen elsewhere: partitions learn of the
 * end of a transaction one by one.
 */
public final class WrittenEnd {

  private WrittenEnd() {}

  /**
   * The offset behind the last record.
   *
   * @throws KafkaException if the brokers don't say
   */
  public static long of(Admin admin, TopicPartition partition) {
    var uncommitted = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    try {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()), uncommitted)
          .partitionResult(partition)
          .get()
          .offset();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }
}
