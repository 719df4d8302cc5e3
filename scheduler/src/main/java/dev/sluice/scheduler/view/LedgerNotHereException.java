package dev.sluice.scheduler.view;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** This process can't answer now: not an empty answer, but none. */
public final class LedgerNotHereException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Whereabouts whereabouts;

  /**
   * @param whereabouts of the rows that were asked for
   */
  public LedgerNotHereException(Whereabouts whereabouts, @Nullable Throwable cause) {
    super(whereabouts.text(), cause);
    this.whereabouts = whereabouts;
  }

  /** Who could answer instead, or when. */
  public Whereabouts whereabouts() {
    return whereabouts;
  }

  /** Where the rows are. */
  public sealed interface Whereabouts {

    /** For people, in one line. */
    String text();
  }

  /**
   * Here, but not ready.
   *
   * @param state of the stream threads together
   * @param rowsLeft to be restored, as far as is known
   */
  public record Restoring(String state, long rowsLeft) implements Whereabouts {

    @Override
    public String text() {
      return "the scheduler is "
          + state
          + " and has "
          + rowsLeft
          + " rows left to restore; ask again in a moment";
    }
  }

  /** With another scheduler of the group. */
  public record Elsewhere(Peer owner) implements Whereabouts {

    @Override
    public String text() {
      return "another scheduler owns the batch; ask " + owner.authority();
    }
  }

  /** With another scheduler that did not say under which address it answers, or on the way. */
  public record Unknown() implements Whereabouts {

    @Override
    public String text() {
      return "batches are on their way to another scheduler, or at one that can't be named; ask again"
          + " in a moment, and if this lasts set sluice.http.advertised of every scheduler to an"
          + " address of its own that the others reach";
    }
  }
}
