package dev.sluice.scheduler;

import dev.sluice.scheduler.wire.RecordSizes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The properties of Kafka Streams: Sluice's defaults, over them whatever the user set in Kafka's
 * own names, over that what the guarantees rest on.
 */
final class StreamsProperties {

  private static final int FETCH_BYTES = 16 * 1024 * 1024;
  private static final int FETCH_PARTITION_BYTES = RecordSizes.MOST_REQUEST_BYTES;
  private static final int FETCH_WAIT_MS = 25;
  private static final int FIRST_RETRY_MS = 5;
  private static final int BATCH_BYTES = 64 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024 * 1024;
  private static final int MAX_POLL_RECORDS = 1000;
  private static final int HEARTBEATS_PER_SESSION = 4;

  private StreamsProperties() {}

  /**
   * @param member names this scheduler in its group, the same after a restart
   */
  static Properties of(SchedulerConfig config, String member, RocksDbMemory memory) {
    Map<String, Object> all = new HashMap<>(defaults(config));
    all.putAll(config.kafka());
    all.putAll(fixed(config));
    all.put(
        StreamsConfig.CLIENT_ID_CONFIG,
        GroupAgreement.of(config).marked(all.get(StreamsConfig.CLIENT_ID_CONFIG)));
    consumer(all, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
    all.put(RocksDbTuning.MEMORY, memory);
    var properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  private static Map<String, Object> defaults(SchedulerConfig config) {
    StreamsTuning tuning = config.tuning();
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(StreamsConfig.CLIENT_ID_CONFIG, config.applicationId());
    defaults.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    defaults.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, tuning.standbyReplicas());
    defaults.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, millis(tuning.commitInterval()));
    defaults.put(StreamsConfig.POLL_MS_CONFIG, millis(tuning.poll()));
    defaults.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, millis(tuning.taskTimeout()));
    defaults.put(StreamsConfig.STATE_CLEANUP_DELAY_MS_CONFIG, millis(tuning.stateCleanupDelay()));
    // Topics of one partition are read as their records come; nothing here needs them in step.
    defaults.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    // Brokers that restart take seconds; asking them more than once a second helps nobody.
    defaults.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
    consumer(defaults, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(tuning.sessionTimeout()));
    consumer(
        defaults,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        millis(tuning.sessionTimeout().dividedBy(HEARTBEATS_PER_SESSION)));
    consumer(defaults, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    consumer(defaults, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_PARTITION_BYTES);
    // A broker is asked for what is urgent while a backlog is in hand; no more of the backlog is
    // fetched from it before it has answered.
    consumer(defaults, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    consumer(defaults, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    producer(defaults, ProducerConfig.LINGER_MS_CONFIG, millis(tuning.linger()));
    // The first send of a transaction may find the one before still being closed by the brokers;
    // with Kafka's 100 ms that would be the time of a step. Grows to a second when it goes on.
    producer(defaults, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, FIRST_RETRY_MS);
    producer(defaults, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer(defaults, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    producer(defaults, ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    producer(
        defaults, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(tuning.transactionTimeout()));
    return defaults;
  }

  private static Map<String, Object> fixed(SchedulerConfig config) {
    Map<String, Object> fixed = new HashMap<>();
    fixed.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    fixed.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toAbsolutePath().toString());
    fixed.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    fixed.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
    fixed.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, RecordErrors.Processing.class);
    fixed.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RecordErrors.Production.class);
    fixed.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbTuning.class);
    consumer(fixed, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    producer(fixed, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSizes.MOST_REQUEST_BYTES);
    return fixed;
  }

  /** As text, because some keys of Kafka are ints and some longs. */
  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static void consumer(Map<String, Object> all, String key, Object value) {
    all.put(StreamsConfig.consumerPrefix(key), value);
  }

  private static void producer(Map<String, Object> all, String key, Object value) {
    all.put(StreamsConfig.producerPrefix(key), value);
  }
}
