package dev.sluice.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A list is whole or none. */
class CoverageTest {

  @SafeVarargs
  private static boolean whole(int partitions, Set<Integer>... parts) {
    var coverage = new Coverage(partitions);
    Arrays.stream(parts).forEach(coverage::add);
    return coverage.whole();
  }

  @Test
  void aListIsWholeWhenEachPartitionIsToldOfOnce() {
    assertThat(whole(3, Set.of(0), Set.of(1, 2))).isTrue();
    assertThat(whole(3, Set.of(), Set.of(0, 1, 2))).isTrue();
    assertThat(whole(3, Set.of(0), Set.of(2))).as("one is with nobody").isFalse();
    assertThat(whole(3, Set.of(0, 1), Set.of(1, 2))).as("one is with two").isFalse();
    assertThat(whole(3, Set.of(0, 1), Set.of(1))).as("as many as there are").isFalse();
    assertThat(whole(3, Set.of(0, 1, 3))).as("one that there is not").isFalse();
  }

  @Test
  void whatIsWrittenIsRead() {
    for (Set<Integer> partitions : List.of(Set.<Integer>of(), Set.of(0), Set.of(3, 1, 12))) {
      assertThat(Hop.read(Hop.write(partitions))).isEqualTo(partitions);
    }
    assertThatThrownBy(() -> Hop.read("none")).isInstanceOf(NumberFormatException.class);
  }
}
