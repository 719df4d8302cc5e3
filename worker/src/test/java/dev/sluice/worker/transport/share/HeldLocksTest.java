package dev.sluice.worker.transport.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.transport.DeliveryId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class HeldLocksTest {

  private static final long LOCK = 800;
  private static final long COUNTS = 700; // an eighth is a margin
  private static final DeliveryId ID = new DeliveryId("t", 0, 7);

  private final AtomicLong now = new AtomicLong(5);
  private final HeldLocks locks = new HeldLocks(now::get);

  private static final TopicIdPartition PARTITION =
      new TopicIdPartition(Uuid.ONE_UUID, new TopicPartition("t", 0));

  private void hold() {
    locks.add(ID, PARTITION, 1);
  }

  @Test
  void aQuestionThatNobodyAnswersKeepsNoLock() {
    hold();
    now.addAndGet(COUNTS - 1);
    assertThat(locks.renew(ID)).isNotNull();
    assertThat(locks.runOut(LOCK)).isEmpty();
    now.addAndGet(1);
    assertThat(locks.runOut(LOCK)).containsExactly(ID);
    assertThat(locks.remove(ID, LOCK)).as("completing it means nothing any more").isNull();
  }

  @Test
  void anAnsweredOneDoesFromTheTimeThatItWasAsked() {
    hold();
    now.addAndGet(400);
    locks.renew(ID);
    now.addAndGet(200);
    locks.confirmed(Map.of(PARTITION, Set.of(ID.offset())));
    now.addAndGet(COUNTS - 201);
    assertThat(locks.runOut(LOCK)).isEmpty();
    now.addAndGet(1);
    assertThat(locks.runOut(LOCK)).containsExactly(ID);
  }
}
