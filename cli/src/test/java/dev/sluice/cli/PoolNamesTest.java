package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Ids;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule for a pool's name stands in two modules that do not know each other. */
class PoolNamesTest {

  @Test
  void aTaskMayNameThePoolsThatTheTopicsMayHave() {
    Stream<String> names =
        Stream.concat(
            IntStream.range(0, 0x250).mapToObj(Character::toString),
            Stream.of("", "default", "gpu-2", "a".repeat(40), "a".repeat(41), "a b", "a\n"));

    assertThat(names)
        .allSatisfy(name -> assertThat(Ids.validPool(name)).isEqualTo(hasTopics(name)));
    assertThat(Ids.validPool("gpu-2")).isTrue();
    assertThat(Ids.validPool("a".repeat(41))).isFalse();
  }

  private static boolean hasTopics(String pool) {
    try {
      return new TopicCatalogue(Topics.DEFAULT, 1, (short) 1, Set.of(pool)).topics() != null;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
