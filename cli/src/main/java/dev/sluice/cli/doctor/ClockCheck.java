package dev.sluice.cli.doctor;

import dev.sluice.records.Query;
import dev.sluice.results.text.Spans;
import dev.sluice.schemas.serde.RecordCodecs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How far the clocks here and at the broker are apart. The broker says its time when it records
 * something, so a question about a batch that does not exist is recorded, whose answer nobody
 * awaits.
 */
final class ClockCheck implements Check {

  /**
   * What the smallest times that are compared across machines bear: see the workers' heartbeats.
   */
  private static final Duration TOO_FAR = Duration.ofSeconds(2);

  private final InstantSource clock;

  ClockCheck(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public List<Finding> look(Site site) throws Exception {
    String topic = site.topics().query();
    byte[] question =
        RecordCodecs.of(Query.class, site.kafka()).encode(topic, question(SchedulerCheck.BATCH));
    try (var producer =
        new KafkaProducer<>(settings(site), new StringSerializer(), new ByteArraySerializer())) {
      producer.partitionsFor(topic); // so that the time below is that of one question
      long before = clock.millis();
      long recorded =
          producer
              .send(new ProducerRecord<>(topic, SchedulerCheck.BATCH, question))
              .get(site.patience().toMillis(), TimeUnit.MILLISECONDS)
              .timestamp();
      return List.of(judged(before, recorded, clock.millis()));
    }
  }

  private static Query question(String batchId) {
    return new Query(batchId, "clock-" + UUID.randomUUID(), null, null, 1);
  }

  private static Map<String, Object> settings(Site site) {
    Map<String, Object> settings = new HashMap<>(site.kafka());
    int millis = Math.toIntExact(site.patience().toMillis());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    return settings;
  }

  /** The least difference that there must be, whenever in between it was recorded. */
  Finding judged(long before, long recorded, long after) {
    long ahead = Math.max(0, recorded - after);
    long behind = Math.max(0, before - recorded);
    Duration apart = Duration.ofMillis(Math.max(ahead, behind));
    String exact = " (measured to " + Spans.text(Duration.ofMillis(after - before)) + ")";
    if (apart.compareTo(TOO_FAR) <= 0) {
      String text = apart.isZero() ? "as the broker's" : Spans.text(apart) + " from the broker's";
      return Finding.ok(name(), "this machine's clock is " + text + exact);
    }
    return Finding.warn(
        name(),
        "the broker's clock is %s %s this machine's%s"
            .formatted(Spans.text(apart), ahead > 0 ? "ahead of" : "behind", exact),
        "set both by NTP; deadlines and the age of heartbeats go by these clocks");
  }
}
