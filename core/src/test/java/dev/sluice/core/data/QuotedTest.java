package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {

  @Test
  void textOfOthersIsPrintedInOneHarmlessLine() {
    assertThat(Quoted.text("a\n\u001b[31m\u202eb\ud800c", 60)).isEqualTo("a??[31m?b?c");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    String face = "\ud83d\ude00";
    assertThat(Quoted.text(face.repeat(60), 60)).isEqualTo(face.repeat(60));
    assertThat(Quoted.text(face.repeat(61), 60)).isEqualTo(face.repeat(60) + "...");
  }
}
