package dev.sluice.worker.vitals;

import dev.sluice.observability.HealthEndpoint;
import dev.sluice.observability.HealthPage;
import dev.sluice.observability.HealthServer;
import dev.sluice.observability.Meters;
import dev.sluice.records.Heartbeat;
import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.execution.ExecutionWatch;
import dev.sluice.worker.gate.GateTerms;
import dev.sluice.worker.transport.ReleaseTransport;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one worker is: puts it into heartbeats, meters and, where there is an endpoint, health and
 * metrics over HTTP. Thread-safe.
 */
public final class Vitals implements AutoCloseable {

  private static final int BEATS_MISSED = 3;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);

  private final WorkerFacts facts;
  private final AnchoredClock clock;
  private final WorkerState state;
  private final TaskRate rate;
  private final ProcessLoad load = new ProcessLoad();
  private final Meters meters;
  private final List<AutoCloseable> bound = new ArrayList<>();
  private volatile boolean heard;
  private volatile long heardAt;
  private @Nullable HealthServer server;

  /**
   * What does not change while a worker lives.
   *
   * @param version of the program
   * @param transport how releases reach it, {@code share} or {@code consumer}
   * @param heartbeat time between heartbeats
   * @param types that it serves
   * @param limits of types
   */
  public record WorkerFacts(
      String version, String transport, Duration heartbeat, List<String> types, GateTerms limits) {

    public WorkerFacts {
      types = List.copyOf(types);
    }
  }

  public Vitals(WorkerFacts facts, AnchoredClock clock, Meters meters, WorkerState state) {
    this.facts = facts;
    this.clock = clock;
    this.meters = meters;
    this.state = state;
    this.rate = new TaskRate(state::reported, clock::nanos);
    this.heardAt = clock.nanos();
    StateMeters.register(meters.registry(), this, state);
    TypeMeters.register(meters.registry(), facts.types(), facts.limits(), state::types);
  }

  /** What sees the executions of a worker with these meters. */
  public static ExecutionWatch watch(Meters meters, AnchoredClock clock) {
    return new TaskMeters(meters.registry(), clock);
  }

  /** The same transport, with these meters for what it can't keep. */
  public static ReleaseTransport counted(ReleaseTransport transport, Meters meters) {
    return new CountedTransport(transport, meters.registry());
  }

  /** Adds to a heartbeat how the worker is. */
  public void fill(Heartbeat.Builder heartbeat) {
    heartbeat
        .setVersion(facts.version())
        .setTransport(facts.transport())
        .setConcurrency(state.slots())
        .setDraining(state.draining())
        .setPaused(state.paused())
        .setBusy(state.busy())
        .setLostSlots(state.lostSlots())
        .setIntervalMs(facts.heartbeat().toMillis())
        .setWaiting(state.waiting())
        .setTasksPerSecond(rate.perSecond())
        .setProcessCpu(load.cpu())
        .setHeap(load.heap())
        .setPartitions(state.partitions());
  }

  /** The brokers have acknowledged a heartbeat. */
  public void heartbeatAcknowledged() {
    heardAt = clock.nanos();
    heard = true;
  }

  boolean heard() {
    return heard;
  }

  /** Since a heartbeat was acknowledged, or since the start. */
  Duration sinceHeartbeat() {
    return Duration.ofNanos(clock.nanos() - heardAt);
  }

  double tasksPerSecond() {
    return rate.perSecond();
  }

  /** Where an application adds its own registry. */
  public CompositeMeterRegistry meters() {
    return meters.registry();
  }

  /**
   * Answers at an endpoint, if it has a port.
   *
   * @param more what is measured beside the worker's own, bound only where somebody may ask
   */
  public void serve(HealthEndpoint endpoint, List<? extends MeterBinder> more) {
    if (endpoint.port().isEmpty()) {
      return;
    }
    HealthPage prometheus = meters.prometheus();
    for (MeterBinder binder : more) {
      binder.bindTo(meters.registry());
      if (binder instanceof AutoCloseable closeable) {
        bound.add(closeable);
      }
    }
    var health = new WorkerHealth(state, this, brokersWithin());
    server =
        HealthServer.start(
            endpoint,
            Map.of(
                "/health/live", HealthPage.of(health::live),
                "/health/ready", HealthPage.of(health::ready),
                "/metrics", prometheus));
  }

  private Duration brokersWithin() {
    Duration beats = facts.heartbeat().multipliedBy(BEATS_MISSED);
    return beats.compareTo(LEAST_PATIENCE) > 0 ? beats : LEAST_PATIENCE;
  }

  /** Where health and metrics are, if anywhere. */
  public Optional<String> url() {
    HealthServer serving = server;
    return serving == null ? Optional.empty() : Optional.of(serving.url());
  }

  @Override
  public void close() {
    HealthServer serving = server;
    if (serving != null) {
      serving.close();
    }
    for (AutoCloseable each : bound) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("a binder of meters does not close", e);
      }
    }
    meters.close();
  }
}
