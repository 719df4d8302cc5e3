package dev.sluice.core.ledger.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathsTest {

  @Test
  void theLongestOfThoseThatAreLeftIsToldInWhateverOrderTheyCome() {
    long seed = Long.getLong("sluice.seed", new Random().nextLong());
    var random = new Random(seed);
    Paths paths = Paths.NONE;
    List<Integer> open = new ArrayList<>();
    for (int step = 0; step < 5_000; step++) {
      if (open.isEmpty() || random.nextInt(5) < (step < 3_000 ? 3 : 1)) {
        int length = 1 + random.nextInt(1 << random.nextInt(1, 21));
        open.add(length);
        paths = paths.with(length);
      } else {
        paths = paths.without(open.remove(random.nextInt(open.size())));
      }
      long longest = open.isEmpty() ? 0 : Collections.max(open);
      String replay = "replay with -Dsluice.seed=" + seed;
      assertThat(paths.longest()).as(replay).isLessThanOrEqualTo(longest);
      assertThat(paths.longest()).as(replay).isGreaterThanOrEqualTo(longest - longest / 8);
      if (longest <= 32) {
        assertThat(paths.longest()).as(replay).isEqualTo(longest);
      }
      assertThat(Paths.of(paths.levels())).isEqualTo(paths);
    }
  }

  @Test
  void lengthsThatAreNotKnownAndThoseBeyondAllBoundsAreTaken() {
    assertThat(Paths.NONE.with(0).with(-7)).isEqualTo(Paths.NONE);
    assertThat(Paths.NONE.with(Integer.MAX_VALUE).longest()).isEqualTo(983_040);
    assertThat(Paths.NONE.with(Integer.MAX_VALUE).without(2_000_000)).isEqualTo(Paths.NONE);
    assertThat(Paths.NONE.without(5)).isEqualTo(Paths.NONE);
    assertThat(Paths.NONE.with(1 << 20).levels().length).isLessThan(200);
  }
}
