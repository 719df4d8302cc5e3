package dev.sluice.client.audit;

import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.TopicsNotReadyException;
import dev.sluice.client.internal.KafkaSettings;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Proves what Sluice guarantees for one batch from its topics alone, with a consumer and code that
 * the scheduler does not share.
 *
 * <pre>{@code
 * Audit audit = Auditor.audit(Map.of("bootstrap.servers", brokers), "nightly-7");
 * }</pre>
 *
 * <p>Reads, committed records only, up to where the topics end at the start: of the topics by batch
 * id the batch's one partition, of the releases and the dead letters all. It needs to read them and
 * to describe topics, nothing else, and no scheduler. It keeps about 350 bytes for each task and 4
 * for each need; payloads and outputs are not kept.
 */
public final class Auditor {

  /**
   * By how much the brokers' times of two records in different partitions may be in the wrong
   * order: what is in one transaction is written in any order, and brokers have clocks of their
   * own. Longer than {@code sluice.scheduler.transaction-timeout}.
   */
  public static final Duration SLACK = Duration.ofSeconds(15);

  private Auditor() {}

  /**
   * Reads the topics and judges the batch.
   *
   * @param kafkaProperties at least {@code bootstrap.servers}
   * @throws BatchNotFoundException if the topics know of no such batch
   * @throws BrokerUnreachableException if the brokers don't answer
   * @throws TopicsNotReadyException if topics are missing
   */
  public static Audit audit(Map<String, ?> kafkaProperties, String batchId) {
    return audit(kafkaProperties, Topics.DEFAULT, batchId);
  }

  /** Like {@link #audit(Map, String)}, and also with other topic names. */
  public static Audit audit(Map<String, ?> kafkaProperties, Topics topics, String batchId) {
    KafkaSettings settings = KafkaSettings.of(kafkaProperties);
    try (Admin admin = Admin.create(settings.admin());
        var consumer =
            new KafkaConsumer<>(
                settings.quickConsumer(), // it reads one partition after the other
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
      var reader = new TopicReader(admin, consumer);
      var records = new BatchRecords(reader, new RecordCodecs(settings.user()), topics, batchId);
      return records.judgedBy(new Judge(batchId, SLACK));
    }
  }
}
