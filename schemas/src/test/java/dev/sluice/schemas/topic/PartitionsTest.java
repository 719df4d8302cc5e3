package dev.sluice.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"b", "nightly-2026-11-21", "a:b.c_d", "Ünïcode", ""})
  void a_batch_is_where_the_java_producer_puts_its_id(String batchId) {
    for (int partitions : List.of(1, 2, 6, 100)) {
      byte[] key = batchId.getBytes(StandardCharsets.UTF_8);
      assertThat(Partitions.of(batchId, partitions))
          .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
    }
  }

  @Test
  void the_place_of_a_batch_never_changes_between_versions() {
    // Computed by another implementation of murmur2.
    Map<String, Integer> known = Map.of("nightly", 1, "b-1", 2, "b-2", 0, "Ünïcode", 5);
    known.forEach((id, place) -> assertThat(Partitions.of(id, 6)).as(id).isEqualTo(place));
  }

  @Test
  void a_topic_without_partitions_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Partitions.of("b", 0));
  }
}
