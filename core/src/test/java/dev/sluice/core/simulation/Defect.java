package dev.sluice.core.simulation;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A defect that is made on purpose, to see whether an invariant notices it.
 *
 * @param made makes the ledger one with the defect
 */
record Defect(
    String what, Supplier<Invariant> caughtBy, UnaryOperator<Decider> made, ShellDefect ofShell) {

  /** Everything is as it should be. */
  static final Defect NONE = new Defect("nothing", DecidesEverything::new, real -> real);

  Defect(String what, Supplier<Invariant> caughtBy, UnaryOperator<Decider> made) {
    this(what, caughtBy, made, ShellDefect.NONE);
  }

  Defect(String what, Supplier<Invariant> caughtBy, ShellDefect ofShell) {
    this(what, caughtBy, real -> real, ofShell);
  }

  @Override
  public String toString() {
    return what;
  }
}
