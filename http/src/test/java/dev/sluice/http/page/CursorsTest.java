package dev.sluice.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CursorsTest {

  private final Cursors cursors = new Cursors(() -> "sluice.result");

  private static void assertRefused(ThrowingCallable reading) {
    assertThatThrownBy(reading).hasMessageContaining("INVALID_CURSOR");
  }

  @Test
  void givesBackThePlaceOfItsList() {
    for (String place : List.of("", "a", "batch/task+=@", "9223372036854775807")) {
      assertThat(cursors.read("list", cursors.write("list", place))).isEqualTo(place);
    }
  }

  @Test
  void refusesTheCursorOfAnotherList() {
    String cursor = cursors.write("/tasks\nstatusFAILED", "t1");

    assertRefused(() -> cursors.read("/tasks", cursor));
    assertRefused(() -> new Cursors(() -> "others.result").read("/tasks\nstatusFAILED", cursor));
  }

  @Test
  void aSchedulerOfTheSameGroupGoesOnWithTheList() {
    String cursor = cursors.write("list", "t1");

    assertThat(new Cursors(() -> "sluice.result").read("list", cursor)).isEqualTo("t1");
  }

  @Test
  void refusesACursorWithAnyCharacterChanged() {
    String cursor = cursors.write("list", "some/place");
    for (int i = 0; i < cursor.length() - 1; i++) { // the last one has bits that mean nothing
      String other =
          cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'B' : 'A') + cursor.substring(i + 1);
      assertRefused(() -> cursors.read("list", other));
    }
  }

  @Test
  void refusesWhatIsNoCursorAtAll() {
    for (String text : List.of("", "x", "!!", "../..", "A".repeat(5000), "\u0000")) {
      assertRefused(() -> cursors.read("list", text));
    }
  }
}
