package dev.sluice.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {

  private static final long DAY_MS = 86_400_000;

  private final TopicCatalogue catalogue =
      new TopicCatalogue(Topics.DEFAULT, 12, (short) 3, Set.of("gpu", "default"));

  @Test
  void every_stage_has_its_topics() {
    assertThat(names())
        .startsWith("sluice.submission.critical", "sluice.submission.high")
        .contains("sluice.release.gpu.low", "sluice.release.default.background")
        .contains(
            "sluice.command",
            "sluice.query",
            "sluice.answer",
            "sluice.report",
            "sluice.result",
            "sluice.summary")
        .endsWith("sluice.signal", "sluice.worker", "sluice.cache", "sluice.dead-letter")
        .hasSize(5 + 1 + 2 + 2 * 5 + 1 + 2 + 4)
        .doesNotHaveDuplicates();
  }

  @Test
  void all_topics_that_a_batch_passes_through_have_the_same_number_of_partitions() {
    Set<Integer> counts =
        catalogue.topics().stream()
            .filter(topic -> topic.key().startsWith("batch id"))
            .filter(topic -> !topic.name().equals("sluice.signal"))
            .map(TopicSpec::partitions)
            .collect(Collectors.toSet());
    assertThat(counts).containsExactly(12);
  }

  @Test
  void every_topic_keeps_broker_time_and_what_was_acknowledged() {
    for (TopicSpec topic : catalogue.topics()) {
      assertThat(topic.setting("message.timestamp.type")).contains("LogAppendTime");
      assertThat(topic.setting("min.insync.replicas")).contains("2");
      assertThat(topic.setting("unclean.leader.election.enable")).contains("false");
      assertThat(topic.settings()).allSatisfy(s -> assertThat(s.reason()).isNotBlank());
    }
  }

  @Test
  void one_replica_needs_no_second_in_sync() {
    var single = new TopicCatalogue(Topics.DEFAULT, 6, (short) 1, Set.of("default"));
    assertThat(single.topics())
        .allSatisfy(topic -> assertThat(topic.setting("min.insync.replicas")).contains("1"));
  }

  @Test
  void a_dead_letter_is_larger_than_anything_that_may_end_there() {
    long deadLetter = bytes("sluice.dead-letter");
    for (TopicSpec topic : catalogue.topics()) {
      if (!topic.name().equals("sluice.dead-letter")) {
        assertThat(bytes(topic.name())).as(topic.name()).isLessThan(deadLetter);
      }
    }
    assertThat(bytes("sluice.release.gpu.low")).isEqualTo(5 * 1024 * 1024);
    assertThat(bytes("sluice.submission.low")).isEqualTo(1024 * 1024 + 64 * 1024);
  }

  @Test
  void results_and_summaries_stay_and_their_deletions_are_seen_for_days() {
    for (String name : List.of("sluice.result", "sluice.summary", "sluice.worker")) {
      assertThat(spec(name).setting("cleanup.policy").orElseThrow()).startsWith("compact");
      long ms = Long.parseLong(spec(name).setting("delete.retention.ms").orElseThrow());
      assertThat(ms).isGreaterThanOrEqualTo(3 * DAY_MS);
    }
    assertThat(spec("sluice.worker").setting("cleanup.policy")).contains("compact,delete");
    assertThat(spec("sluice.report").setting("retention.ms")).contains(Long.toString(7 * DAY_MS));
  }

  @Test
  void values_that_no_broker_takes_are_refused_with_their_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicCatalogue(Topics.DEFAULT, 0, (short) 1, Set.of("default")))
        .withMessageContaining("partitions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicCatalogue(Topics.DEFAULT, 1, (short) 0, Set.of("default")))
        .withMessageContaining("replicationFactor");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicCatalogue(Topics.DEFAULT, 1, (short) 1, Set.of("a b")))
        .withMessageContaining("a b");
    assertThatIllegalArgumentException().isThrownBy(() -> new Topics("sluice/"));
  }

  private List<String> names() {
    return catalogue.topics().stream().map(TopicSpec::name).toList();
  }

  private TopicSpec spec(String name) {
    return catalogue.topics().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private long bytes(String name) {
    return Long.parseLong(spec(name).setting("max.message.bytes").orElseThrow());
  }
}
