package dev.sluice.http.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.http.source.ChangeLog.Change;
import dev.sluice.http.source.ChangeLog.Tail;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeLogTest {

  private final ChangeLog log = new ChangeLog(3);

  private Tail after(long number) throws InterruptedException {
    return log.after(number, 10, Duration.ofMillis(1));
  }

  private void add(String... data) {
    for (String each : data) {
      log.add("task", "b", each);
    }
  }

  @Test
  void tellsWhatCameAfterANumber() throws Exception {
    add("one", "two", "three");

    assertThat(after(1).changes()).extracting(Change::data).containsExactly("two", "three");
    assertThat(after(1).upTo()).isEqualTo(3);
    assertThat(after(3)).isEqualTo(new Tail(List.of(), 3, false, false));
  }

  @Test
  void saysSoWhenSomethingWasMissed() throws Exception {
    add("one", "two", "three", "four", "five");

    assertThat(after(2).missed()).isFalse();
    assertThat(after(2).changes()).hasSize(3);
    assertThat(after(1)).isEqualTo(new Tail(List.of(), 5, true, false));
  }

  @Test
  void aNumberThatNeverWasCountsAsMissed() throws Exception {
    add("one");

    assertThat(after(7).missed()).isTrue();
    assertThat(after(7).upTo()).isEqualTo(1);
  }

  @Test
  void aLargeTailComesInParts() throws Exception {
    add("one", "two", "three");

    Tail first = log.after(0, 2, Duration.ZERO);

    assertThat(first.changes()).hasSize(2);
    assertThat(log.after(first.upTo(), 2, Duration.ZERO).changes())
        .extracting(Change::data)
        .containsExactly("three");
  }

  @Test
  void nobodyWaitsForAClosedLog() throws Exception {
    log.close();

    assertThat(log.after(0, 1, Duration.ofHours(1)).closed()).isTrue();
  }
}
