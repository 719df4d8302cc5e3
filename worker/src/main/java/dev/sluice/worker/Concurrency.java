package dev.sluice.worker;

import dev.sluice.schemas.config.ConfigType;

/**
 * How many attempts run at a time.
 *
 * @param slots a fixed number, or where an adaptive one begins; 0: four per processor
 * @param adaptive whether the number is found out for each type
 */
public record Concurrency(int slots, boolean adaptive) {

  private static final int MOST = 10_000;
  private static final int PER_PROCESSOR = 4;

  public Concurrency {
    if (slots < 0 || slots > MOST) {
      throw new IllegalArgumentException("slots must be 0 to " + MOST + ", was " + slots);
    }
  }

  /** On this machine. */
  int here() {
    return slots > 0
        ? slots
        : Math.min(MOST, PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
  }

  /** A number, or {@code adaptive}. */
  static ConfigType<Concurrency> type() {
    return new Text();
  }

  private record Text() implements ConfigType<Concurrency> {

    private static final String ADAPTIVE = "adaptive";

    @Override
    public String description() {
      return "integer, 0 to " + MOST + ", or " + ADAPTIVE;
    }

    @Override
    public Concurrency parse(String text) {
      String stripped = text.strip();
      if (stripped.equals(ADAPTIVE)) {
        return new Concurrency(0, true);
      }
      try {
        return new Concurrency(Integer.parseInt(stripped), false);
      } catch (IllegalArgumentException e) { // also what is no number
        throw new IllegalArgumentException("must be an " + description(), e);
      }
    }

    @Override
    public String show(Concurrency value) {
      return value.adaptive() ? ADAPTIVE : Integer.toString(value.slots());
    }
  }
}
