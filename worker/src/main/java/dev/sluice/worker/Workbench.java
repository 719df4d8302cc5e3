package dev.sluice.worker;

import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.execution.AbandonedThreads;
import dev.sluice.worker.execution.Capacity;
import dev.sluice.worker.execution.ExecutionParts;
import dev.sluice.worker.execution.ExecutionSettings;
import dev.sluice.worker.execution.ExecutionWatch;
import dev.sluice.worker.execution.Retries;
import dev.sluice.worker.execution.RunTimes;
import dev.sluice.worker.execution.Slots;
import dev.sluice.worker.execution.SpawnLimits;
import dev.sluice.worker.execution.Watches;
import dev.sluice.worker.gate.GateTerms;
import dev.sluice.worker.gate.Gates;
import dev.sluice.worker.handler.Handlers;
import dev.sluice.worker.pressure.Pressure;
import dev.sluice.worker.trace.AttemptSpans;
import dev.sluice.worker.vitals.AttemptLogContext;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where a worker's tasks are run: its slots, what all executions share, and whether the process is
 * short of something.
 */
final class Workbench {

  private final ScheduledExecutorService timers;
  private final Pressure pressure;
  private final RunTimes runTimes;
  private final Slots slots;
  private final AbandonedThreads abandoned = new AbandonedThreads();
  private final ExecutionParts parts;

  /** Whom the workbench tells what happens on it. */
  record Listeners(Runnable freed, Consumer<Throwable> fatal, ExecutionWatch meters) {}

  /**
   * @param timers one thread for all waiting; nothing that blocks may run there
   */
  Workbench(
      WorkerConfig config,
      Handlers handlers,
      AnchoredClock clock,
      ScheduledExecutorService timers,
      Listeners listeners) {
    this.timers = timers;
    this.pressure = Pressure.of(config.load().pressure());
    this.runTimes = new RunTimes(clock::nanos);
    GateTerms gates = config.load().gates();
    this.slots =
        new Slots(
            gates.adaptive() == null
                ? Capacity.fixed(config.concurrency())
                : Capacity.adaptive(gates.adaptive()),
            new Gates(gates, clock::nanos, pressure::pausing),
            WorkerThreads.forAttempts(config),
            runTimes,
            timers,
            listeners.freed());
    this.parts =
        new ExecutionParts(
            handlers,
            slots,
            new Retries(
                timers,
                () -> ThreadLocalRandom.current().nextDouble(),
                config.retries().inlineLimit()),
            clock,
            timers,
            // Not on the handlers' threads: those that compute may keep all carriers of virtual
            // ones.
            WorkerThreads.cached("sluice-aside-"),
            abandoned,
            new ExecutionSettings(
                config.limits(),
                SpawnLimits.of(config.limits()),
                config.stopGrace(),
                config.handlers().unserved()),
            listeners.fatal(),
            new Watches(
                List.of(
                    new AttemptLogContext(config.workerId()),
                    new AttemptSpans(GlobalOpenTelemetry::getOrNoop, config.workerId()),
                    listeners.meters())));
  }

  /** From here on the pressure is known. */
  void watchPressure() {
    var unused =
        timers.scheduleWithFixedDelay(
            pressure::look, 0, Pressure.EVERY.toNanos(), TimeUnit.NANOSECONDS);
  }

  Pressure pressure() {
    return pressure;
  }

  RunTimes runTimes() {
    return runTimes;
  }

  Slots slots() {
    return slots;
  }

  /** Of handlers that were told to stop and did not. */
  AbandonedThreads abandoned() {
    return abandoned;
  }

  ExecutionParts parts() {
    return parts;
  }
}
