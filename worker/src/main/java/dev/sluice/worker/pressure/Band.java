package dev.sluice.worker.pressure;

/**
 * Where something is too much, and where it is little enough again: two values, so that it does not
 * flutter between them. Parts of what there is, 0 to 1.
 */
public record Band(double stop, double resume) {

  public Band {
    if (!(resume > 0 && resume < stop && stop <= 1)) {
      throw new IllegalArgumentException(
          "needs 0 < resume < stop <= 1, was stop " + stop + ", resume " + resume);
    }
  }

  /** Whether it is too much, from whether it was before. What is not known is not too much. */
  boolean tooMuch(boolean before, double now) {
    return before ? now > resume : now >= stop;
  }
}
