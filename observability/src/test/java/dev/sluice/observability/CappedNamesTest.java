package dev.sluice.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CappedNamesTest {

  @Test
  void theFirstSoManyStandForThemselvesForEver() {
    var names = new CappedNames(2);

    assertThat(names.of("a")).isEqualTo("a");
    assertThat(names.of("b")).isEqualTo("b");
    assertThat(names.of("c")).isEqualTo(CappedNames.OTHER);
    assertThat(names.of("a")).isEqualTo("a");
  }
}
