package dev.sluice.worker;

import dev.sluice.records.Priority;
import dev.sluice.records.ReleasePartition;
import dev.sluice.worker.execution.AbandonedThreads;
import dev.sluice.worker.execution.Slots;
import dev.sluice.worker.gate.TypeLoad;
import dev.sluice.worker.heartbeat.Tally;
import dev.sluice.worker.pressure.Pressure;
import dev.sluice.worker.release.LiveExecutions;
import dev.sluice.worker.release.ReleaseIntake;
import dev.sluice.worker.release.TakeCounts;
import dev.sluice.worker.vitals.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts of a running worker, asked how they are. */
final class EngineState implements WorkerState {

  private final ReleaseIntake intake;
  private final Slots slots;
  private final LiveExecutions live;
  private final AbandonedThreads abandoned;
  private final Tally tally;
  private final TakeCounts counts;
  private final Pressure pressure;
  private final Supplier<List<ReleasePartition>> partitions;
  private final LongSupplier nanos;
  private volatile long timersRanAt;

  EngineState(
      ReleaseIntake intake,
      Slots slots,
      LiveExecutions live,
      AbandonedThreads abandoned,
      Tally tally,
      TakeCounts counts,
      Pressure pressure,
      Supplier<List<ReleasePartition>> partitions,
      LongSupplier nanos) {
    this.intake = intake;
    this.slots = slots;
    this.live = live;
    this.abandoned = abandoned;
    this.tally = tally;
    this.counts = counts;
    this.pressure = pressure;
    this.partitions = partitions;
    this.nanos = nanos;
    this.timersRanAt = nanos.getAsLong();
  }

  /** Called by the timers again and again. */
  void timersRan() {
    timersRanAt = nanos.getAsLong();
  }

  @Override
  public int slots() {
    return slots.capacity();
  }

  @Override
  public int busy() {
    return slots.running();
  }

  @Override
  public int lostSlots() {
    return abandoned.count();
  }

  @Override
  public int waiting() {
    return slots.waiting();
  }

  @Override
  public int held() {
    return intake.lastTurn().held();
  }

  @Override
  public long heldBytes() {
    return intake.lastTurn().heldBytes();
  }

  @Override
  public int leased() {
    return live.leased();
  }

  @Override
  public int unreported() {
    return (int) live.all().filter(execution -> execution.ending().isDone()).count();
  }

  @Override
  public long reported() {
    return tally.succeeded() + tally.failed();
  }

  @Override
  public long takenForFloor(Priority priority) {
    return counts.takenForFloor(priority);
  }

  @Override
  public List<TypeLoad> types() {
    return slots.types();
  }

  @Override
  public boolean draining() {
    return !intake.taking();
  }

  @Override
  public @Nullable String paused() {
    return pressure.paused();
  }

  @Override
  public List<ReleasePartition> partitions() {
    return partitions.get();
  }

  @Override
  public Duration sinceIntake() {
    return Duration.ofNanos(nanos.getAsLong() - intake.lastTurn().nanos());
  }

  @Override
  public Duration sinceTimers() {
    return Duration.ofNanos(nanos.getAsLong() - timersRanAt);
  }
}
