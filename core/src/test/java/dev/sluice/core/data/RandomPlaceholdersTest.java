package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.core.task.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Replay one with {@code -Dsluice.seed=N}. */
class RandomPlaceholdersTest {

  private static final int SEEDS = 2000;
  private static final String BETWEEN = "<|>";

  @Test
  void everyPointerLeadsToItsValueInTextAndInJson() throws IOException {
    for (long seed : seeds()) {
      RandomJson document = new RandomJson(seed);
      List<String> pointers = pointers(document, new Random(seed));
      List<String> values = pointers.stream().map(document.expected::get).toList();

      assertThat(filled(payload("text/plain", pointers), document))
          .as(replay(seed, document))
          .isEqualTo(String.join(BETWEEN, values));
      assertThat(onlyString(filled(payload(Content.JSON, pointers), document)))
          .as(replay(seed, document))
          .isEqualTo(String.join(BETWEEN, values));
    }
  }

  @Test
  void aPointerThatLeadsNowhereIsNotFound() {
    for (long seed : seeds()) {
      RandomJson document = new RandomJson(seed);
      Random random = new Random(seed);
      List<String> all = new ArrayList<>(document.expected.keySet());
      String wrong =
          all.get(random.nextInt(all.size()))
              + List.of("/", "/x", "/13", "/00").get(random.nextInt(4));
      Filling filling =
          fill(payload(Content.JSON, List.of(all.getFirst(), wrong)), document.written);
      if (document.expected.containsKey(wrong)) {
        assertThat(filling).as(replay(seed, document)).isInstanceOf(Filling.Filled.class);
      } else {
        assertThat(filling)
            .as(replay(seed, document))
            .isInstanceOfSatisfying(
                Filling.NotFound.class,
                missing ->
                    assertThat(missing.message())
                        .startsWith("${a.output#")
                        .contains(" leads to nothing: a has as its output "));
      }
    }
  }

  @Test
  void noOutputBreaksIt() {
    for (long seed : seeds()) {
      Random random = new Random(seed);
      RandomJson document = new RandomJson(seed);
      char[] broken = document.written.toCharArray();
      for (int i = random.nextInt(3); i >= 0 && broken.length > 0; i--) {
        broken[random.nextInt(broken.length)] =
            (char) random.nextInt(random.nextBoolean() ? 128 : 65536);
      }
      String text = new String(broken, 0, broken.length - random.nextInt(broken.length));
      List<String> pointers = pointers(document, random);
      assertThat(fill(payload(Content.JSON, pointers), text))
          .as("-Dsluice.seed=%d: %s", seed, text)
          .isNotNull();
    }
  }

  /** Some of the pointers of the document, in any order, those that can stand in any payload. */
  private static List<String> pointers(RandomJson document, Random random) {
    List<String> some = new ArrayList<>();
    for (Map.Entry<String, String> one : document.expected.entrySet()) {
      if (one.getKey().indexOf('\n') < 0 && (some.isEmpty() || random.nextInt(3) > 0)) {
        some.add(random.nextInt(some.size() + 1), one.getKey());
      }
    }
    return some;
  }

  private static Content payload(String type, List<String> pointers) {
    List<String> asked = pointers.stream().map(pointer -> "${a.output#" + pointer + "}").toList();
    String text = String.join(BETWEEN, asked);
    return content(
        type.equals(Content.JSON) ? "{\"x\":\"" + JsonText.escaped(text) + "\"}" : text, type);
  }

  private static String filled(Content payload, RandomJson document) {
    assertThat(Placeholders.of(payload).flaw()).isNull();
    Filling filling = fill(payload, document.written);
    assertThat(filling).isInstanceOf(Filling.Filled.class);
    return new String(((Filling.Filled) filling).content().bytes(), StandardCharsets.UTF_8);
  }

  private static Filling fill(Content payload, String output) {
    return Placeholders.of(payload).fill(1 << 22, task -> content(output, "text/plain"));
  }

  private static String onlyString(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      parser.nextToken();
      parser.nextToken();
      return parser.getText();
    }
  }

  private static Content content(String text, String type) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), type);
  }

  private static long[] seeds() {
    Long one = Long.getLong("sluice.seed");
    long[] seeds = new long[one == null ? SEEDS : 1];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = one == null ? i : one;
    }
    return seeds;
  }

  private static String replay(long seed, RandomJson document) {
    return "-Dsluice.seed=" + seed + ": " + document.written;
  }
}
