package dev.sluice.worker.release;

import dev.sluice.records.Release;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.worker.execution.Ending;
import dev.sluice.worker.execution.Execution;
import dev.sluice.worker.execution.ExecutionParts;
import dev.sluice.worker.execution.FailureCode;
import dev.sluice.worker.execution.StopCause;
import dev.sluice.worker.heartbeat.Tally;
import dev.sluice.worker.report.DeadLetters;
import dev.sluice.worker.report.ReportPublisher;
import dev.sluice.worker.signal.StopSignals;
import dev.sluice.worker.transport.Delivery;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a delivery on arrival: bytes that are no release go to the dead letters, bytes
 * whose schema can't be looked up now wait, a task whose workers keep vanishing fails, a task that
 * was cancelled meanwhile ends, all others start, unless the worker goes away. Runs on the intake's
 * thread.
 */
public final class Reception {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final long AGAIN_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RecordCodec<Release> codec;
  private final ExecutionParts parts;
  private final LiveExecutions live;
  private final StopSignals signals;
  private final ReportPublisher reports;
  private final DeadLetters deadLetters;
  private final Tally tally;
  private final int maxLost;
  private final Queue<Waiting> undecoded = new ArrayDeque<>();
  private long arrivals;

  private record Waiting(Delivery delivery, ReleaseIntake intake, long since) {}

  /**
   * @param maxLost a task that was lost with so many workers is not run again
   */
  public Reception(
      RecordCodec<Release> codec,
      ExecutionParts parts,
      LiveExecutions live,
      StopSignals signals,
      ReportPublisher reports,
      DeadLetters deadLetters,
      Tally tally,
      int maxLost) {
    this.codec = codec;
    this.parts = parts;
    this.live = live;
    this.signals = signals;
    this.reports = reports;
    this.deadLetters = deadLetters;
    this.tally = tally;
    this.maxLost = maxLost;
  }

  void receive(Delivery delivery, ReleaseIntake intake) {
    byte[] value = delivery.value();
    if (value == null) {
      bury(delivery, intake, "The record has no value");
      return;
    }
    try {
      execute(delivery, codec.decode(delivery.id().topic(), value), intake);
    } catch (UndecodableRecordException e) {
      bury(delivery, intake, String.valueOf(e.getMessage()));
    } catch (RegistryUnavailableException e) {
      LOG.warn("{} waits for the schema registry: {}", delivery.id(), e.getMessage());
      undecoded.add(new Waiting(delivery, intake, parts.clock().nanos()));
    }
  }

  /** Tries again what waited for the schema registry. */
  void again() {
    Waiting next = undecoded.peek();
    if (next != null && parts.clock().nanos() - next.since() >= AGAIN_AFTER_NANOS) {
      undecoded.remove();
      receive(next.delivery(), next.intake());
    }
  }

  private void bury(Delivery delivery, ReleaseIntake intake, String error) {
    Runnable complete = () -> intake.complete(delivery.id());
    deadLetters.publish(
        delivery,
        "BAD_RECORD",
        error,
        () ->
            UnreadableRelease.of(delivery.key())
                .ifPresentOrElse(
                    release ->
                        reports.publish(
                            release,
                            UnreadableRelease.ending(delivery.id(), error, parts.clock().micros()),
                            complete),
                    complete));
  }

  private void execute(Delivery delivery, Release release, ReleaseIntake intake) {
    if (lost(delivery, release) >= maxLost && signals.stopping(release).isEmpty()) {
      giveUp(delivery, release, intake);
      return;
    }
    var execution = new Execution(release, arrivals++, parts);
    live.add(delivery.id(), execution);
    var unused =
        execution
            .ending()
            .whenComplete((ending, broken) -> {
              if (ending == null) {
                LOG.error("{} is given back: the worker failed on it", delivery.id(), broken);
                intake.giveBack(delivery.id());
                live.remove(delivery.id());
              } else {
                settle(delivery, release, ending, intake);
              }
            });
    var signal = signals.stopping(release);
    if (signal.isPresent()) {
      execution.stop(StopCause.CANCEL, StopSignals.message(signal.get()));
    } else if (intake.taking()) {
      execution.start();
    } else {
      execution.leave("The worker ends");
    }
  }

  private static int lost(Delivery delivery, Release release) {
    return release.getLost() + delivery.lost();
  }

  /** A task that kills its workers must not have the next one. */
  private void giveUp(Delivery delivery, Release release, ReleaseIntake intake) {
    String why =
        "Not run again: "
            + lost(delivery, release)
            + " workers one after the other took the task and died, or were not heard of for the"
            + " time of a lock (sluice.worker.max-lost="
            + maxLost
            + ")";
    var lost = Ending.Ended.refused(FailureCode.WORKER_LOST, why, parts.clock().micros());
    deadLetters.publish(
        delivery,
        FailureCode.WORKER_LOST.name(),
        why,
        () ->
            reports.publish(
                release,
                lost,
                () -> {
                  tally.add(lost.status());
                  intake.complete(delivery.id());
                }));
  }

  private void settle(Delivery delivery, Release release, Ending ending, ReleaseIntake intake) {
    Runnable settled =
        () -> {
          intake.complete(delivery.id());
          live.remove(delivery.id());
        };
    switch (ending) {
      case Ending.Ended ended ->
          reports.publish(
              release,
              ended,
              () -> {
                tally.add(ended.status());
                settled.run();
              });
      case Ending.Postponed postponed -> reports.publishAside(release, postponed, settled);
      case Ending.HandedBack back -> reports.publishAside(release, back, settled);
    }
  }
}
