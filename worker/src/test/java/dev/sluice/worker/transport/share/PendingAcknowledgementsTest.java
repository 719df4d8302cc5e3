package dev.sluice.worker.transport.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class PendingAcknowledgementsTest {

  private static final int NODE = 1;
  private static final TopicIdPartition HERE =
      new TopicIdPartition(Uuid.ONE_UUID, new TopicPartition("release", 0));
  private static final TopicIdPartition ELSEWHERE =
      new TopicIdPartition(Uuid.ONE_UUID, new TopicPartition("release", 1));

  private final PendingAcknowledgements pending = new PendingAcknowledgements();

  private Map<Long, AcknowledgeType> taken(TopicIdPartition partition) {
    var acknowledgements = pending.take().takeAcknowledgedRecords().get(partition);
    return acknowledgements == null
        ? Map.of()
        : acknowledgements.acknowledgements().getAcknowledgementsTypeMap();
  }

  @Test
  void aGapWaitsForTheNextRecordOfItsPartition() {
    pending.addGap(HERE, NODE, 1);
    assertThat(pending.isEmpty()).isTrue();
    pending.add(ELSEWHERE, NODE, 7, AcknowledgeType.ACCEPT);
    assertThat(taken(HERE)).isEmpty();
    pending.add(HERE, NODE, 0, AcknowledgeType.ACCEPT);
    assertThat(taken(HERE)).hasSize(2).containsEntry(0L, AcknowledgeType.ACCEPT).containsKey(1L);
    assertThat(pending.isEmpty()).isTrue();
  }

  @Test
  void aGapIsSentAloneOnceItIsDue() {
    pending.addGap(HERE, NODE, 1);
    pending.gapsAreDue();
    assertThat(pending.isEmpty()).isFalse();
    assertThat(taken(HERE)).containsOnlyKeys(1L);
    pending.gapsAreDue();
    assertThat(pending.isEmpty()).isTrue();
  }
}
