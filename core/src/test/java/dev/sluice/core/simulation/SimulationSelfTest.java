package dev.sluice.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator notices what it is there to notice: each invariant is broken on purpose. */
class SimulationSelfTest {

  private static final int MOST_SEEDS = 300;

  static List<Defect> defects() {
    return Defects.all();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void aDefectIsCaughtByItsInvariant(Defect defect) {
    String expected = name(defect.caughtBy().get());
    assertThat(caught(defect)).as("who noticed that %s", defect).isEqualTo(expected);
  }

  private static String name(Invariant invariant) {
    return invariant.getClass().getSimpleName();
  }

  private static String caught(Defect defect) {
    for (long seed = 1; seed <= MOST_SEEDS; seed++) {
      try {
        new World(seed, List.of(defect.caughtBy().get()), defect, new Coverage(), Narrator.SILENT)
            .run();
      } catch (Violation e) {
        // A world that never ends is given up whatever is looked for.
        if (!e.invariant().equals(EndsWithinBound.class.getSimpleName())
            || defect.caughtBy().get() instanceof EndsWithinBound) {
          return e.invariant();
        }
      }
    }
    return "nobody";
  }

  @Test
  void everyInvariantHasItsDefect() {
    assertThat(Defects.all().stream().map(defect -> name(defect.caughtBy().get())).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Invariants.all().stream().map(SimulationSelfTest::name).toList());
  }

  @Test
  void theSameSeedGivesTheSameWorld() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(story(seed)).isEqualTo(story(seed));
    }
  }

  private static String story(long seed) {
    StringBuilder story = new StringBuilder();
    new World(
            seed,
            List.of(),
            Defect.NONE,
            new Coverage(),
            sentence -> story.append(sentence.get()).append('\n'))
        .run();
    return story.toString();
  }
}
