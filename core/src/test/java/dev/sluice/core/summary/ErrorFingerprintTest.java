package dev.sluice.core.summary;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ErrorFingerprintTest {

  @Test
  void isTheSameForMessagesThatDifferInNumbersIdsAndPaths() {
    assertThat(of("row 17 of /var/data/a-1.csv took 1,234.5 ms"))
        .isEqualTo(of("row 3 of /tmp/b.csv took 7 ms"));
    assertThat(of("user 123e4567-e89b-12d3-a456-426614174000 gone"))
        .isEqualTo(of("user 00000000-0000-0000-0000-000000000000 gone"));
    assertThat(of("at 0x7fff12 in deadbeef01")).isEqualTo(of("at 0x1 in cafebabe99"));
  }

  @Test
  void differsForOtherWordsAndOtherTypes() {
    assertThat(of("connection refused")).isNotEqualTo(of("connection reset"));
    assertThat(ErrorFingerprint.normalised("no luck with 1958773320 of 5560042"))
        .isEqualTo("no luck with <n> of <n>");
    assertThat(ErrorFingerprint.of("A", "x")).isNotEqualTo(ErrorFingerprint.of("B", "x"));
  }

  @Test
  @Timeout(value = 5, unit = SECONDS)
  void takesNoTimeForHostileTexts() {
    for (String part : new String[] {"/", "a", "0", "/a", "-", "ab0", " ", "1."}) {
      assertThat(of(part.repeat(500_000))).hasSize(16);
    }
  }

  private static String of(String message) {
    return ErrorFingerprint.of("E", message);
  }
}
