package dev.sluice.worker.gate;

/** Whether the attempts of a type may begin. */
public enum BreakerState {
  /** all */
  CLOSED,
  /** none */
  OPEN,
  /** a few, which decide between the two */
  TRYING
}
