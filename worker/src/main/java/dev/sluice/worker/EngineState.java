package dev.sluice.worker;

import dev.sluice.records.Priority;
import dev.sluice.records.ReleasePartition;
import dev.sluice.worker.gate.TypeLoad;
import dev.sluice.worker.heartbeat.Tally;
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
  private final Workbench bench;
  private final LiveExecutions live;
  private final Tally tally;
  private final TakeCounts counts;
  private final Supplier<List<ReleasePartition>> partitions;
  private final LongSupplier nanos;
  private volatile long timersRanAt;

  EngineState(
      ReleaseIntake intake,
      Workbench bench,
      LiveExecutions live,
      Tally tally,
      TakeCounts counts,
      Supplier<List<ReleasePartition>> partitions,
      LongSupplier nanos) {
    this.intake = intake;
    this.bench = bench;
    this.live = live;
    this.tally = tally;
    this.counts = counts;
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
    return bench.slots().capacity();
  }

  @Override
  public int busy() {
    return bench.slots().running();
  }

  @Override
  public int lostSlots() {
    return bench.abandoned().count();
  }

  @Override
  public int waiting() {
    return bench.slots().waiting();
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
    return bench.slots().types();
  }

  @Override
  public boolean draining() {
    return !intake.taking();
  }

  @Override
  public @Nullable String paused() {
    return bench.pressure().paused();
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
