package dev.sluice.core.ledger.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueSlotTest {

  @Test
  void urgentTasksComeFirstThenLongPathsThenWhatWasSubmittedFirst() {
    List<Long> inOrder =
        List.of(
            QueueSlot.of(Priority.CRITICAL, 0, 900),
            QueueSlot.of(Priority.NORMAL, Integer.MAX_VALUE, 800),
            QueueSlot.of(Priority.NORMAL, 7, 700),
            QueueSlot.of(Priority.NORMAL, 2, 1),
            QueueSlot.of(Priority.NORMAL, 2, 2),
            QueueSlot.of(Priority.NORMAL, 0, 3),
            QueueSlot.of(Priority.NORMAL, -5, 4),
            QueueSlot.of(Priority.BACKGROUND, 1000, 0));
    assertThat(inOrder).isSorted().doesNotHaveDuplicates().allMatch(slot -> slot >= 0);
  }

  @Test
  void aSlotTellsTheOrderOfSubmission() {
    assertThat(QueueSlot.sequence(QueueSlot.of(Priority.BACKGROUND, 3, 1L << 39)))
        .isEqualTo(1L << 39);
  }
}
