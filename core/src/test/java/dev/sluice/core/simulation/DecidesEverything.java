package dev.sluice.core.simulation;

/** The ledger decides on every event in every state: it never throws. Judged by the shell. */
final class DecidesEverything implements Invariant {}
