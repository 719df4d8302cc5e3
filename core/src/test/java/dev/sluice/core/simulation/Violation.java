package dev.sluice.core.simulation;

/** An invariant does not hold. */
final class Violation extends AssertionError {

  private static final long serialVersionUID = 1;

  private final String invariant;

  Violation(Class<?> invariant, String what) {
    this(invariant, what, null);
  }

  Violation(Class<?> invariant, String what, Throwable cause) {
    super(invariant.getSimpleName() + ": " + what, cause);
    this.invariant = invariant.getSimpleName();
  }

  String invariant() {
    return invariant;
  }
}
