package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.Difference;
import dev.sluice.schemas.topic.Difference.WrongPartitions;
import dev.sluice.schemas.topic.Difference.WrongReplication;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldedTest {

  @Test
  void whatIsTheSameAboutEveryTopicIsSaidOnce() {
    List<Difference> differences =
        List.of(new WrongPartitions("a", 2, 3), new WrongPartitions("b", 2, 3));

    assertThat(Folded.lines(differences, 2))
        .containsExactly(
            "each of the 2 topics has 2 partitions, expected 3; set sluice.topics.partitions to 2, or drain, delete and create all topics anew");
    assertThat(Folded.lines(List.of(), 2)).isEmpty();
  }

  @Test
  void topicsThatAreNotAllAreNamed() {
    List<Difference> differences =
        List.of(
            new WrongReplication("a", 1, 3),
            new WrongPartitions("b", 2, 3),
            new WrongReplication("c", 1, 3),
            new WrongReplication("b", 2, 3));

    assertThat(Folded.lines(differences, 3))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("each of 2 topics has 1 replicas, expected 3; "),
            line -> assertThat(line).isEqualTo("  a c"),
            line -> assertThat(line).startsWith("b has 2 partitions, expected 3; "),
            line -> assertThat(line).startsWith("b has 2 replicas, expected 3; "));
  }
}
