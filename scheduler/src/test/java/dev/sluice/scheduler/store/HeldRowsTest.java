package dev.sluice.scheduler.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeldRowsTest {

  private static final int MANY = 1000;

  private final Map<String, byte[]> stored = new HashMap<>();
  private int asked;
  private int written;

  private final HeldRows<AtomicInteger> held =
      new HeldRows<>(
          new HeldRows.Form<>(
              batchId -> batchId.getBytes(US_ASCII),
              row -> new AtomicInteger(row[0]),
              number -> new byte[] {number.byteValue()}),
          this::stored);

  private byte[] stored(byte[] key) {
    asked++;
    return stored.get(new String(key, US_ASCII));
  }

  private void write() {
    held.write(row -> {
      written++;
      stored.put(new String(row.key(), US_ASCII), row.value());
    });
  }

  @Test
  void keepsWhatChangedUntilItIsWrittenHoweverManyThereAre() {
    for (int i = 0; i < MANY; i++) {
      held.put("b" + i, new AtomicInteger(i % 100));
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(held.find("b" + i)).hasValue(i % 100);
    }
    assertThat(asked).isZero();

    write();

    assertThat(stored).hasSize(MANY);
    assertThat(stored.get("b777")).containsExactly(77);
  }

  @Test
  void writesWhatTheObjectIsThenAndOnlyWhatChangedSince() {
    var number = new AtomicInteger(1);
    held.put("b", number);
    held.put("other", new AtomicInteger(5));
    number.set(2);
    write();
    assertThat(stored.get("b")).containsExactly(2);
    assertThat(written).isEqualTo(2);

    write();
    assertThat(written).isEqualTo(2);

    held.find("b").set(3);
    held.put("b", held.find("b"));
    write();
    assertThat(stored.get("b")).containsExactly(3);
    assertThat(written).isEqualTo(3);
  }

  @Test
  void keepsSomeOfWhatWasWrittenAndReadsTheRestAgain() {
    for (int i = 0; i < MANY; i++) {
      held.put("b" + i, new AtomicInteger(i % 100));
    }
    write();

    held.find("b" + (MANY - 1));
    assertThat(asked).as("one of the last").isZero();
    assertThat(held.find("b0")).as("one of the first").hasValue(0);
    assertThat(asked).isEqualTo(1);
    held.find("b0");
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void knowsNothingOfABatchThatNeverWas() {
    assertThat(held.find("nobody")).isNull();
    write();
    assertThat(written).isZero();
  }

  @Test
  void forgetsWhatWasNotWritten() {
    held.put("b", new AtomicInteger(1));
    write();
    held.put("b", new AtomicInteger(2));

    held.forget();

    assertThat(held.find("b")).hasValue(1);
    write();
    assertThat(written).isEqualTo(1);
  }
}
