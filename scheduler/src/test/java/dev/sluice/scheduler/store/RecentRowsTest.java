package dev.sluice.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class RecentRowsTest {

  private static final int MOST_BYTES = 100_000;
  private static final long SEED = 20_261_121;

  private final RecentRows recent = new RecentRows(MOST_BYTES, MOST_BYTES / 2);

  @Test
  void givesBackWhatWasPutLast() {
    recent.put(key(1), new byte[] {1});
    recent.put(key(1), new byte[] {2, 3});
    assertThat(recent.find(key(1))).containsExactly(2, 3);

    recent.put(key(1), null);
    assertThat(recent.find(key(1))).isNull();
    recent.put(key(1), null);

    recent.put(key(1), new byte[] {4});
    assertThat(recent.find(key(1))).containsExactly(4);
  }

  @Test
  void dropsWhatWasNotUsedForLongest() {
    byte[] tenth = new byte[MOST_BYTES / 10];
    for (int i = 0; i < 8; i++) {
      recent.put(key(i), tenth);
    }
    recent.find(key(0));
    for (int i = 8; i < 12; i++) {
      recent.put(key(i), tenth);
    }

    assertThat(recent.find(key(0))).as("used since").isNotNull();
    assertThat(recent.find(key(1))).isNull();
    assertThat(recent.find(key(11))).isNotNull();
  }

  @Test
  void doesNotKeepALargeRowNorWhatItReplaces() {
    recent.put(key(1), new byte[10]);
    recent.put(key(2), new byte[10]);
    recent.put(key(2), new byte[MOST_BYTES / 2 + 1]);

    assertThat(recent.find(key(2))).isNull();
    assertThat(recent.find(key(1))).isNotNull();
  }

  /** Against a map that keeps everything: whatever is found is what was put last. */
  @Test
  void staysWithinItsBytesAndIsNeverBehind() {
    Random random = new Random(SEED);
    Map<Integer, byte[]> all = new HashMap<>();
    for (int step = 0; step < 50_000; step++) {
      int id = random.nextInt(2_000);
      byte[] row = random.nextInt(5) == 0 ? null : new byte[random.nextInt(400)];
      recent.put(key(id), row);
      all.put(id, row);
      if (step % 1_000 == 0) {
        assertThat(bytesFound(all)).as("step %d", step).isLessThanOrEqualTo(MOST_BYTES);
      }
    }
    assertThat(bytesFound(all)).as("what fits is kept").isGreaterThan(MOST_BYTES / 3L);

    recent.forget();
    assertThat(bytesFound(all)).isZero();
    recent.put(key(1), new byte[MOST_BYTES / 2]);
    assertThat(recent.find(key(1))).as("its room is free again").isNotNull();
  }

  private long bytesFound(Map<Integer, byte[]> all) {
    return IntStream.range(0, 2_000)
        .mapToObj(id -> {
          byte[] found = recent.find(key(id));
          if (found != null) {
            assertThat(found).isSameAs(all.get(id));
          }
          return found;
        })
        .mapToLong(found -> found == null ? 0 : found.length)
        .sum();
  }

  private static Bytes key(int id) {
    return Bytes.wrap(("row-" + id).getBytes(StandardCharsets.US_ASCII));
  }
}
