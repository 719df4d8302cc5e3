package dev.sluice.core.summary;

import dev.sluice.core.ledger.row.Chain;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The longest chain of needs of a batch so far: the longest that ends with one of its tasks. What
 * did not succeed runs again in a later round, all of it, and its chains of the round before count
 * no more then; those of tasks that never run again stay.
 */
final class LongestChain {

  /**
   * A chain by its last task.
   *
   * @param micros how long its tasks ran, one after the other
   */
  record Candidate(long micros, long tasks, String last) {

    private static final Comparator<Candidate> LONGEST_FIRST =
        Comparator.comparingLong(Candidate::micros)
            .thenComparingLong(Candidate::tasks)
            .reversed()
            .thenComparing(Candidate::last);

    static @Nullable Candidate longer(@Nullable Candidate one, @Nullable Candidate other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return LONGEST_FIRST.compare(one, other) <= 0 ? one : other;
    }
  }

  private @Nullable Candidate settled;
  private @Nullable Candidate open;
  private int round;

  /** The longest; null if nothing ran. */
  @Nullable Candidate longest() {
    return Candidate.longer(settled, open);
  }

  void add(Contribution result) {
    Chain chain = result.chain();
    boolean mayRunAgain = result.status().mayRunAgain();
    if (mayRunAgain) {
      begin(result.round());
    }
    if (chain.isNone() || (mayRunAgain && result.round() < round)) {
      return;
    }
    Candidate best = mayRunAgain ? open : settled;
    if (best == null || chain.micros() >= best.micros()) {
      var candidate = new Candidate(chain.micros(), chain.tasks(), result.taskId());
      if (mayRunAgain) {
        open = Candidate.longer(open, candidate);
      } else {
        settled = Candidate.longer(settled, candidate);
      }
    }
  }

  void add(LongestChain other) {
    begin(other.round);
    settled = Candidate.longer(settled, other.settled);
    if (other.round == round) {
      open = Candidate.longer(open, other.open);
    }
  }

  /** A result of a round tells that it has begun. */
  void begin(int begun) {
    if (begun > round) {
      round = begun;
      open = null;
    }
  }

  void write(RowOutput out) {
    out.number(round);
    write(out, settled);
    write(out, open);
  }

  private static void write(RowOutput out, @Nullable Candidate chain) {
    out.text(chain == null ? null : chain.last());
    if (chain != null) {
      out.number(chain.micros());
      out.number(chain.tasks());
    }
  }

  static LongestChain read(RowInput in) {
    var read = new LongestChain();
    read.round = (int) in.number();
    read.settled = candidate(in);
    read.open = candidate(in);
    return read;
  }

  private static @Nullable Candidate candidate(RowInput in) {
    String last = in.optionalText();
    return last == null ? null : new Candidate(in.number(), in.number(), last);
  }
}
