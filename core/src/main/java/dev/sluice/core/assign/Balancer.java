package dev.sluice.core.assign;

/** Chooses a target for each thing that comes; targets are numbered from 0. Not thread-safe. */
public sealed interface Balancer permits RoundRobin, LeastLoaded, Dice {

  /** The target of the next thing, which counts as one of its load. */
  int next();

  /** Something that a target was chosen for is done with. What is not a target is ignored. */
  void done(int target);
}
