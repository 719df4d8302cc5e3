package dev.sluice.worker.transport.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.transport.consumer.Trail.HandedOut;
import dev.sluice.worker.transport.consumer.Trail.Stretch;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trail as text and back, and texts that are none. */
class TrailTextTest {

  private static final int BROKERS_LIMIT = 4_096;

  private static Trail random(Random random, int stretches, int longest) {
    var trail = new Trail.Builder();
    for (int i = 0; i < stretches; i++) {
      long length = 1L + random.nextInt(random.nextInt(20) == 0 ? longest : 4);
      trail.add(
          random.nextBoolean()
              ? Stretch.done(length)
              : Stretch.open(length, HandedOut.values()[random.nextInt(3)], random.nextInt(4)));
    }
    return trail.build(random.nextInt(3) == 0 ? random.nextLong(1L << 60) : 0);
  }

  @Test
  void whatFitsComesBackAsItWas() {
    long first = Long.getLong("sluice.seed", System.nanoTime());
    for (long seed = first; seed < first + 2_000; seed++) {
      Trail trail = random(new Random(seed), 1 + (int) (seed & 63), 3_000);
      assertThat(TrailText.read(TrailText.of(trail)))
          .as("replay with -Dsluice.seed=" + seed)
          .contains(trail);
    }
  }

  @Test
  void whatIsTooLongIsCutAndNothingThatMayBeHandedOutIsForgotten() {
    long first = Long.getLong("sluice.seed", System.nanoTime());
    for (long seed = first; seed < first + 50; seed++) {
      Trail trail = random(new Random(seed), 5_000, 50);
      String text = TrailText.of(trail);
      assertThat(text.length()).isLessThan(4_000).isLessThan(BROKERS_LIMIT);
      Trail read = TrailText.read(text).orElseThrow();
      String why = "replay with -Dsluice.seed=" + seed;
      assertThat(read.stretches().size()).as(why).isGreaterThan(1_000);
      assertThat(lastHandedOut(read)).as(why).isEqualTo(lastHandedOut(trail));
      int kept = read.stretches().size() - 1;
      assertThat(read.stretches().subList(0, kept))
          .as(why)
          .isEqualTo(trail.stretches().subList(0, kept));
    }
  }

  private static long lastHandedOut(Trail trail) {
    long at = 0;
    long last = 0;
    for (Stretch each : trail.stretches()) {
      at += each.length();
      last = each.handedOut() == HandedOut.NO ? last : at;
    }
    return last;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sluice1",
        "sluice2:AAEA",
        "sluice1:",
        "sluice1:!!",
        "sluice1:gA",
        "by hand",
        "{}"
      })
  void whatSomebodyElseWroteIsIgnored(String text) {
    assertThat(TrailText.read(text)).isEmpty();
  }

  @Test
  void hostileBytesGiveNothingOrATrailThatIsNotTooLong() {
    long first = Long.getLong("sluice.seed", System.nanoTime());
    for (long seed = first; seed < first + 20_000; seed++) {
      var random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      String text = "sluice1:" + Base64.getUrlEncoder().encodeToString(bytes);
      long open =
          TrailText.read(text).stream()
              .flatMap(each -> each.stretches().stream())
              .filter(each -> !each.done())
              .mapToLong(Stretch::length)
              .sum();
      assertThat(open).as("replay with -Dsluice.seed=" + seed).isLessThanOrEqualTo(1 << 17);
    }
  }

  @Test
  void aVeryLongTextIsNotEvenDecoded() {
    assertThat(TrailText.read("sluice1:" + "A".repeat(100_000))).isEmpty();
  }
}
