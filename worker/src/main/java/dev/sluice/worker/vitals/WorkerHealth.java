package dev.sluice.worker.vitals;

import dev.sluice.observability.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the worker is alive, and whether it takes tasks. Without brokers it is alive all the
 * same: a restart would not help.
 */
record WorkerHealth(WorkerState state, Vitals vitals, Duration brokersWithin) {

  /** Longer than a request to brokers that don't answer keeps the intake waiting. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  /** Not alive: a restart is the remedy. */
  Health live() {
    List<String> reasons = new ArrayList<>();
    if (state.sinceIntake().compareTo(STUCK) > 0) {
      reasons.add("the intake has not turned for " + state.sinceIntake().toSeconds() + " s");
    }
    if (state.sinceTimers().compareTo(STUCK) > 0) {
      reasons.add("the timers have not run for " + state.sinceTimers().toSeconds() + " s");
    }
    return Health.of(reasons);
  }

  /** Not ready: it takes no tasks now. */
  Health ready() {
    List<String> reasons = new ArrayList<>(live().reasons());
    if (state.draining()) {
      reasons.add("it takes nothing more because it ends");
    } else if (!vitals.heard()) {
      reasons.add("the brokers have not acknowledged a heartbeat yet");
    } else if (vitals.sinceHeartbeat().compareTo(brokersWithin) > 0) {
      reasons.add(
          "the brokers have not acknowledged a heartbeat for "
              + vitals.sinceHeartbeat().toSeconds()
              + " s");
    }
    String paused = state.paused();
    Health health =
        Health.of(reasons)
            .with("slots", state.slots())
            .with("busy", state.busy())
            .with("lostSlots", state.lostSlots())
            .with("waiting", state.waiting())
            .with("draining", state.draining());
    return paused == null ? health : health.with("paused", paused);
  }
}
