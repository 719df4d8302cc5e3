package dev.sluice.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void durationsHaveTwoUnitsAtMost() {
    assertThat(List.of(0L, 1L, 59L, 60L, 61L, 3600L, 3659L, 7500L, 86_400L, 100_000L, 86_400_000L))
        .extracting(seconds -> Words.until(seconds * 1_000_000, 0))
        .containsExactly(
            "less than 1 s",
            "1 s",
            "59 s",
            "1 min",
            "1 min 1 s",
            "1 h",
            "1 h",
            "2 h 5 min",
            "1 d",
            "1 d 3 h",
            "1,000 d");
  }

  @Test
  void whatIsAwayIsRoundedUpAndWhatLastedIsRoundedDown() {
    assertThat(Words.until(1_000_001, 0)).isEqualTo("2 s");
    assertThat(Words.since(0, 1_999_999)).isEqualTo("1 s");
    assertThat(Words.since(0, 999_999)).isEqualTo("less than 1 s");
  }

  @Test
  void clocksThatDisagreeMakeNoNegativeTimes() {
    assertThat(Words.until(0, 5_000_000)).isEqualTo("less than 1 s");
    assertThat(Words.since(5_000_000, 0)).isEqualTo("less than 1 s");
  }

  @Test
  void listsEndInAnd() {
    assertThat(Words.list(List.of())).isEmpty();
    assertThat(Words.list(List.of("a"))).isEqualTo("a");
    assertThat(Words.list(List.of("a", "b"))).isEqualTo("a and b");
    assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }

  @Test
  void everyReasonToStopABatchHasWords() {
    assertThat(
            List.of(
                Reason.FAIL_FAST,
                Reason.TOO_MANY_FAILED,
                Reason.CANCEL_REQUESTED,
                Reason.CANCELLED_BEFORE_START,
                Reason.DEADLINE,
                Reason.INCOMPLETE,
                Reason.BATCH_TOO_LARGE,
                Reason.INVALID_FIELD))
        .allSatisfy(reason -> assertThat(Words.stop(reason)).doesNotContain(reason.name()));
  }
}
