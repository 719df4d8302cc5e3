package dev.sluice.client.internal;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What each of the client's Kafka clients is configured with: good defaults, over them what the
 * user says, over that what the guarantees depend on.
 */
public record KafkaSettings(Map<String, Object> user) {

  /** The largest submission that the topics take. */
  private static final int MAX_REQUEST_BYTES = 1024 * 1024 + 64 * 1024;

  private static final int ANSWER_WITHIN_MS = 15_000;

  /** Large batches are published in few requests. */
  private static final int BATCH_BYTES = 128 * 1024;

  private static final int QUICK_FETCH_MS = 3;
  private static final int RECORDS_A_POLL = 2000;

  public KafkaSettings {
    user = Map.copyOf(user);
  }

  public static KafkaSettings of(Map<String, ?> user) {
    return new KafkaSettings(new HashMap<>(user));
  }

  Map<String, Object> producer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    settings.putAll(user);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    return settings;
  }

  /** For reading what is to come soon: a broker holds no question back for long. */
  public Map<String, Object> quickConsumer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, QUICK_FETCH_MS);
    settings.putAll(patientConsumer());
    return settings;
  }

  /** For waiting for what may take hours. */
  public Map<String, Object> patientConsumer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
    settings.putAll(user);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return settings;
  }

  public Map<String, Object> admin() {
    return user;
  }

  /** How long a question to the brokers may take: shorter than Kafka's minute, for people. */
  int answerWithinMs() {
    Object chosen = user.get(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
    return chosen == null ? ANSWER_WITHIN_MS : Integer.parseInt(chosen.toString().trim());
  }

  /** Where the brokers were looked for, for messages. */
  String brokers() {
    return String.valueOf(user.get("bootstrap.servers"));
  }
}
