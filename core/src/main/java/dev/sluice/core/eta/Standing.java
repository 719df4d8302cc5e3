package dev.sluice.core.eta;

/**
 * How far a batch is and how it got there. Durations in microseconds.
 *
 * @param remaining tasks that have not ended
 * @param overall how fast tasks ended since the batch began
 * @param recent the same of the last while; {@link Speed#UNKNOWN} where that is not known
 * @param runs how long those ran that ran
 * @param path tasks on the longest chain of needs among those that remain; 0 = not known
 * @param slots tasks that the workers can run at a time; 0 = not known
 */
public record Standing(
    long remaining, Speed overall, Speed recent, Runs runs, long path, long slots) {

  /** So many tasks ended in such a time. */
  public record Speed(long ended, long micros) {

    /** Nothing that a speed could be told from. */
    public static final Speed UNKNOWN = new Speed(0, 0);

    boolean known() {
      return ended > 0 && micros > 0;
    }

    /** How long so many tasks take at this speed. */
    double microsFor(long tasks) {
      return (double) micros / ended * tasks;
    }
  }

  /** How long tasks ran: their number, mean, standard deviation and 95th percentile. */
  public record Runs(long count, double mean, double deviation, double p95) {

    /** Nothing ran. */
    public static final Runs NONE = new Runs(0, 0, 0, 0);

    /** How far they are spread, beside their mean. */
    double spread() {
      return mean > 0 ? deviation / mean : 0;
    }
  }

  public Standing {
    if (remaining < 0 || path < 0 || slots < 0) {
      throw new IllegalArgumentException(
          "remaining, path and slots must not be negative, were %d, %d, %d"
              .formatted(remaining, path, slots));
    }
  }
}
