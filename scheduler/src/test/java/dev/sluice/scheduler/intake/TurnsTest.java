package dev.sluice.scheduler.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Priority;
import dev.sluice.schemas.topic.Topics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Turns turns = new Turns();

  @Test
  void theMostUrgentGoFirstAndEverybodyHasHisFloor() {
    Map<Urgency, Integer> had = given(1000, Urgency.values());

    for (Urgency urgency : Urgency.values()) {
      assertThat(had.getOrDefault(urgency, 0))
          .as("turns of %s", urgency)
          .isGreaterThanOrEqualTo(urgency.floor() * 10 - 1);
    }
  }

  @Test
  void whatFloorsLeaveIsForTheMostUrgent() {
    assertThat(given(100, Urgency.CRITICAL, Urgency.BACKGROUND))
        .containsEntry(Urgency.CRITICAL, 98)
        .containsEntry(Urgency.BACKGROUND, 2);
  }

  @Test
  void neitherReportsNorUrgentSubmissionsStarveTheOther() {
    assertThat(given(100, Urgency.CRITICAL, Urgency.REPORT)).containsEntry(Urgency.REPORT, 40);
    assertThat(given(100, Urgency.REPORT, Urgency.NORMAL)).containsEntry(Urgency.NORMAL, 10);
  }

  @Test
  void whoHasNothingSavesNoTurns() {
    given(49, Urgency.CRITICAL, Urgency.BACKGROUND);
    given(1, Urgency.CRITICAL);

    assertThat(given(49, Urgency.CRITICAL, Urgency.BACKGROUND))
        .doesNotContainKey(Urgency.BACKGROUND);
  }

  private Map<Urgency, Integer> given(int number, Urgency... waiting) {
    Map<Urgency, Integer> had = new EnumMap<>(Urgency.class);
    for (int i = 0; i < number; i++) {
      had.merge(turns.next(new TreeSet<>(List.of(waiting))), 1, Integer::sum);
    }
    return had;
  }

  @Test
  void aTurnIsOfAllPartitionsOfAnUrgency() {
    Topics topics = Topics.DEFAULT;
    var backlog = new Backlog(Urgency.byTopic(topics));
    var report0 = new TopicPartition(topics.report(), 0);
    var report1 = new TopicPartition(topics.report(), 1);
    var low = new TopicPartition(topics.submission(Priority.LOW), 0);
    backlog.grows(Set.of(low, report0, report1));

    assertThat(backlog.next()).containsExactlyInAnyOrder(report0, report1);
    backlog.ends(Set.of(report0));
    assertThat(backlog.next()).containsExactly(report1);
    backlog.keep(Set.of(low, report0));
    assertThat(backlog.next()).containsExactly(low);
    backlog.ends(Set.of(low));
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void everySourceTopicHasItsUrgency() {
    Topics topics = Topics.DEFAULT;

    assertThat(Urgency.byTopic(topics))
        .hasSize(8)
        .containsEntry(topics.command(), Urgency.COMMAND)
        .containsEntry(topics.query(), Urgency.COMMAND)
        .containsEntry(topics.report(), Urgency.REPORT)
        .containsEntry(topics.submission(Priority.CRITICAL), Urgency.CRITICAL);
  }
}
