package dev.sluice.benchmarks.raw;

import java.util.Random;

/** Values of 200 random capital letters, as Kafka's own performance tool sends them. */
final class Payloads {

  static final int BYTES = 200;
  private static final int DIFFERENT = 1024;
  private static final int LETTERS = 26;

  private final byte[][] values = new byte[DIFFERENT][BYTES];

  Payloads() {
    Random random = new Random(1);
    for (byte[] value : values) {
      for (int i = 0; i < BYTES; i++) {
        value[i] = (byte) ('A' + random.nextInt(LETTERS));
      }
    }
  }

  byte[] number(int index) {
    return values[index % DIFFERENT];
  }
}
