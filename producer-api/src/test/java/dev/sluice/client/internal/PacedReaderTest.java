package dev.sluice.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class PacedReaderTest {

  private static final TopicPartition FIRST = new TopicPartition("sluice.result", 0);
  private static final TopicPartition SECOND = new TopicPartition("sluice.result", 1);

  private final MockConsumer<String, byte[]> quick = new MockConsumer<>("earliest");
  private final MockConsumer<String, byte[]> patient = new MockConsumer<>("earliest");
  private long now;
  private final PacedReader reader = new PacedReader(quick, () -> patient, () -> now);

  private void follow(Set<TopicPartition> all, Map<TopicPartition, Long> from) {
    reader.hurry();
    reader.assign(all);
    from.forEach(reader::seek);
  }

  private void aWhilePasses() {
    now += TimeUnit.SECONDS.toNanos(5);
  }

  @Test
  void aWhileAfterTheLastAdditionThePatientOneGoesOnWhereTheQuickOneWas() {
    follow(Set.of(FIRST), Map.of(FIRST, 7L));
    quick.addRecord(new ConsumerRecord<>(FIRST.topic(), 0, 7, "b/a", new byte[0]));
    assertThat(reader.poll().count()).isEqualTo(1);
    assertThat(patient.assignment()).isEmpty();

    aWhilePasses();
    assertThat(reader.poll().isEmpty()).isTrue();

    assertThat(patient.assignment()).containsExactly(FIRST);
    assertThat(reader.position(FIRST)).isEqualTo(8);
    patient.addRecord(new ConsumerRecord<>(FIRST.topic(), 0, 8, "b/b", new byte[0]));
    assertThat(reader.poll().count()).isEqualTo(1);
  }

  @Test
  void recordsOfTheLastQuickPollAreNotReadAgainByThePatientOne() {
    follow(Set.of(FIRST), Map.of(FIRST, 0L));
    quick.addRecord(new ConsumerRecord<>(FIRST.topic(), 0, 0, "b/a", new byte[0]));
    aWhilePasses();

    assertThat(reader.poll().count()).isEqualTo(1);

    assertThat(patient.position(FIRST)).isEqualTo(1);
  }

  @Test
  void anAdditionIsReadByTheQuickOneAtOnceTogetherWithTheRest() {
    follow(Set.of(FIRST), Map.of(FIRST, 7L));
    aWhilePasses();
    assertThat(reader.poll().isEmpty()).isTrue();

    follow(Set.of(FIRST, SECOND), Map.of(SECOND, 3L));

    assertThat(quick.assignment()).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(quick.position(FIRST)).isEqualTo(7);
    assertThat(quick.position(SECOND)).isEqualTo(3);
  }

  @Test
  void bothAreClosed() {
    follow(Set.of(FIRST), Map.of(FIRST, 0L));
    aWhilePasses();
    assertThat(reader.poll().isEmpty()).isTrue();

    reader.close();

    assertThat(quick.closed()).isTrue();
    assertThat(patient.closed()).isTrue();
  }
}
