package dev.sluice.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.Difference.WrongPartitions;
import dev.sluice.schemas.topic.Difference.WrongReplication;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  @Test
  void whatIsTheSameAboutEveryTopicIsSaidOnce() {
    List<Difference> differences =
        List.of(new WrongPartitions("a", 2, 3), new WrongPartitions("b", 2, 3));

    assertThat(Differences.lines(differences, 2))
        .containsExactly(
            "each of the 2 topics has 2 partitions, expected 3; set sluice.topics.partitions to 2, or drain, delete and create all topics anew");
    assertThat(Differences.lines(List.of(), 2)).isEmpty();
  }

  @Test
  void whereNoTopicIsThereThePrefixMayBeWrong() {
    var catalogue =
        new TopicCatalogue(new Topics("nope."), 3, (short) 1, Set.of("default")).topics();
    List<Difference> differences =
        catalogue.stream().<Difference>map(Difference.MissingTopic::new).toList();

    assertThat(Differences.lines(differences, catalogue.size()))
        .singleElement()
        .asString()
        .startsWith("none of the 20 topics is there, the first is nope.submission.critical; ")
        .contains("sluice topics apply")
        .contains("sluice.topics.prefix");
    assertThat(Differences.lines(differences.subList(0, 2), catalogue.size()))
        .containsExactly(
            "each of 2 topics does not exist; create it: sluice topics apply",
            "  nope.submission.critical nope.submission.high");
  }

  @Test
  void topicsThatAreNotAllAreNamed() {
    List<Difference> differences =
        List.of(
            new WrongReplication("a", 1, 3),
            new WrongPartitions("b", 2, 3),
            new WrongReplication("c", 1, 3),
            new WrongReplication("b", 2, 3));

    assertThat(Differences.lines(differences, 3))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("each of 2 topics has 1 replicas, expected 3; "),
            line -> assertThat(line).isEqualTo("  a c"),
            line -> assertThat(line).startsWith("b has 2 partitions, expected 3; "),
            line -> assertThat(line).startsWith("b has 2 replicas, expected 3; "));
  }
}
