package dev.sluice.benchmarks;

/** How large the workloads are. */
public enum Scale {
  /** the sizes that the figures are quoted for */
  FULL,
  /** a first impression in a few minutes */
  QUICK,
  /** only to see that everything works */
  TINY
}
