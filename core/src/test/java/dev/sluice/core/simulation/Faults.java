package dev.sluice.core.simulation;

import java.util.EnumMap;
import java.util.Map;

/** How likely each fault is in one world, until the world calms down. */
final class Faults {

  private static final double[] RATES = {0, 0, 0.01, 0.03, 0.15};

  /** A crash needs a chance at every turn, not at every record. */
  private static final double[] RARE = {0, 0, 0.002, 0.01, 0.03};

  private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
  private final Chance chance;
  private final Coverage coverage;
  private final Narrator narrator;
  private boolean over;

  Faults(Chance chance, Coverage coverage, Narrator narrator) {
    this.chance = chance;
    this.coverage = coverage;
    this.narrator = narrator;
    for (Fault fault : Fault.values()) {
      double[] of =
          switch (fault) {
            case WORKER_CRASH, WORKER_PAUSE, HAND_BACK, SCHEDULER_CRASH -> RARE;
            default -> RATES;
          };
      rates.put(fault, of[chance.below(of.length)]);
    }
    rates.put(Fault.REORDER, chance.oneOf(0.0, 0.1, 0.5));
    rates.put(Fault.COMPACTED_CHANGELOG, 0.5);
  }

  /** Whether this fault happens now. */
  boolean strikes(Fault fault) {
    boolean strikes = !over && chance.happens(rates.getOrDefault(fault, 0.0));
    if (strikes) {
      struck(fault);
    }
    return strikes;
  }

  /** This fault happens now, because a task asks for it. */
  void struck(Fault fault) {
    coverage.saw(fault);
    narrator.tell(() -> "fault " + fault);
  }

  /** From now on nothing goes wrong any more. */
  void stop() {
    over = true;
  }

  boolean stopped() {
    return over;
  }
}
