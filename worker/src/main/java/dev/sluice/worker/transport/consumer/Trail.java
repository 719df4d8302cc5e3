package dev.sluice.worker.transport.consumer;

import java.util.ArrayList;
import java.util.List;

/**
 * What the owner of a partition leaves for the next one, from the committed offset on. Of offsets
 * beyond the last stretch there is nothing to tell: they were handed to nobody.
 *
 * @param replayed of so many offsets it is not known whether they were done long ago, as of all
 *     whose commits the brokers have forgotten
 */
record Trail(long replayed, List<Stretch> stretches) {

  static final Trail NONE = new Trail(0, List.of());

  Trail {
    if (replayed < 0) {
      throw new IllegalArgumentException("replayed must not be negative, was " + replayed);
    }
    stretches = List.copyOf(stretches);
  }

  /** Whether records were in somebody's hands when a commit was made, or soon after. */
  enum HandedOut {
    NO,
    /** While the commit is the last one they may be, or may have been with an owner before. */
    MAYBE,
    YES
  }

  /**
   * Offsets in a row of which the same is known.
   *
   * @param done completed, or no record
   * @param handedOut whether the owner had handed them out: if it dies, it was lost with them
   * @param lost how many owners were lost with them before
   */
  record Stretch(long length, boolean done, HandedOut handedOut, int lost) {

    static final int MOST_LOST = 1_000;
    static final long MOST_DONE = 1L << 40;

    /** Far more than an owner may have handed out of a partition. */
    static final int MOST_OPEN = 1 << 17;

    Stretch {
      long most = done ? MOST_DONE : MOST_OPEN;
      if (length < 1 || length > most) {
        throw new IllegalArgumentException("length must be 1 to " + most + ", was " + length);
      }
      if (lost < 0 || lost > MOST_LOST) {
        throw new IllegalArgumentException("lost must be 0 to " + MOST_LOST + ", was " + lost);
      }
      if (done && (handedOut != HandedOut.NO || lost > 0)) {
        throw new IllegalArgumentException("what is done is at no risk");
      }
    }

    static Stretch done(long length) {
      return new Stretch(length, true, HandedOut.NO, 0);
    }

    static Stretch open(long length, HandedOut handedOut, int lost) {
      return new Stretch(length, false, handedOut, Math.min(lost, MOST_LOST));
    }

    private boolean continues(Stretch other) {
      return done == other.done
          && handedOut == other.handedOut
          && lost == other.lost
          && length + other.length <= MOST_OPEN;
    }

    private Stretch with(Stretch other) {
      return ofLength(length + other.length);
    }

    private Stretch ofLength(long other) {
      return new Stretch(other, done, handedOut, lost);
    }
  }

  /** Nothing is known of so many offsets. */
  static Trail unknown(long offsets) {
    return new Trail(Math.max(0, offsets), List.of());
  }

  /** The same of so many offsets only. */
  Trail upTo(long offsets) {
    List<Stretch> kept = new ArrayList<>();
    long left = offsets;
    for (Stretch each : stretches) {
      if (left <= 0) {
        break;
      }
      kept.add(each.ofLength(Math.min(each.length(), left)));
      left -= each.length();
    }
    return new Trail(replayed, kept);
  }

  /** Builds one from left to right; stretches that say the same become one. */
  static final class Builder {
    private final List<Stretch> stretches = new ArrayList<>();

    void add(Stretch next) {
      int last = stretches.size() - 1;
      if (last >= 0 && stretches.get(last).continues(next)) {
        stretches.set(last, stretches.get(last).with(next));
      } else {
        stretches.add(next);
      }
    }

    Trail build(long replayed) {
      return new Trail(Math.max(0, replayed), stretches);
    }
  }
}
