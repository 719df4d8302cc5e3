package dev.sluice.worker.release;

import dev.sluice.records.Priority;
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
import dev.sluice.worker.report.Released;
import dev.sluice.worker.report.ReportPublisher;
import dev.sluice.worker.signal.StopSignals;
import dev.sluice.worker.transport.Delivery;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a delivery on arrival: bytes that are no release go to the dead letters, bytes
 * whose schema can't be looked up now wait, a task whose workers keep vanishing fails, a task that
 * was cancelled meanwhile ends, one that may have been worked on before is looked up, all others
 * start, unless the worker goes away. Runs on the intake's thread.
 */
public final class Reception {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final RecordCodec<Release> codec;
  private final ExecutionParts parts;
  private final LiveExecutions live;
  private final StopSignals signals;
  private final ReportPublisher reports;
  private final DeadLetters deadLetters;
  private final Tally tally;
  private final TakeCounts counts;
  private final Replays replays;
  private final LastChances lastChances;
  private final UndecodedReleases undecoded;
  private long arrivals;

  /**
   * @param finished asked where a release may have been worked on before
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
      TakeCounts counts,
      FinishedTasks finished,
      int maxLost) {
    this.codec = codec;
    this.parts = parts;
    this.live = live;
    this.signals = signals;
    this.reports = reports;
    this.deadLetters = deadLetters;
    this.tally = tally;
    this.counts = counts;
    this.undecoded =
        new UndecodedReleases(
            codec, parts.aside(), parts.timers(), this::receive, this::unanswered);
    this.replays = new Replays(finished, parts.aside());
    this.lastChances = new LastChances(maxLost, () -> ThreadLocalRandom.current().nextDouble());
  }

  void receive(Arrival arrival) {
    Delivery delivery = arrival.delivery();
    byte[] value = delivery.value();
    if (value == null) {
      bury(arrival, "The record has no value");
      return;
    }
    if (codec.asksRegistry(value)) {
      undecoded.add(arrival);
      return;
    }
    try {
      Release release = codec.decode(delivery.id().topic(), value);
      if (arrival.floor()) {
        counts.tookForFloor(release.getPriority());
      }
      if (delivery.replayed()) {
        executeUnlessEnded(arrival, release);
      } else {
        execute(arrival, release);
      }
    } catch (UndecodableRecordException e) {
      bury(arrival, String.valueOf(e.getMessage()));
    } catch (RegistryUnavailableException e) { // was known to have no such schema until just now
      undecoded.add(arrival);
    }
  }

  private void unanswered(Arrival arrival) {
    int lost = arrival.delivery().lost();
    if (lastChances.gone(lost)) {
      // Brokers drop a record without a word once it was delivered too often.
      bury(arrival, "It was delivered " + (lost + 1) + " times and the schema registry is away");
    } else {
      undecoded.add(arrival);
    }
  }

  private void bury(Arrival arrival, String error) {
    Delivery delivery = arrival.delivery();
    deadLetters.publish(
        delivery,
        "BAD_RECORD",
        error,
        () ->
            UnreadableRelease.of(delivery.key(), delivery.headers())
                .ifPresentOrElse(
                    release ->
                        reports.publishAside( // not from the producer's own thread
                            new Released(release, delivery.id().partition(), delivery.lost(), null),
                            UnreadableRelease.ending(delivery.id(), error, parts.clock().micros()),
                            arrival::complete),
                    arrival::complete));
  }

  private void executeUnlessEnded(Arrival arrival, Release release) {
    replays.add(
        new Replays.Replayed(
            release,
            ended -> {
              if (ended) {
                arrival.complete();
              } else {
                arrival.ifHeld(() -> execute(arrival, release));
              }
            }));
  }

  private void execute(Arrival arrival, Release release) {
    Delivery delivery = arrival.delivery();
    int lost = release.getLost() + delivery.lost();
    var signal = signals.stopping(release);
    boolean cameBefore = delivery.lost() > 0 || delivery.replayed();
    if (cameBefore && live.leased(release)) {
      LOG.info("{} came again although it runs here by a lease", delivery.id());
      arrival.complete();
    } else if (signal.isEmpty() && lastChances.gone(lost)) {
      giveUp(arrival, release, lost);
    } else if (signal.isEmpty() && lastChances.last(lost) && arrival.toBeStarted()) {
      runAlone(arrival, release, lost);
    } else {
      LiveTask task = arrived(arrival, release, lost);
      signal.ifPresentOrElse(
          each -> task.execution().stop(StopCause.CANCEL, StopSignals.message(each)),
          () -> begin(task, arrival));
    }
  }

  private static void begin(LiveTask task, Arrival arrival) {
    if (arrival.toBeStarted()) {
      task.execution().start();
    } else {
      task.execution().leave("The worker ends");
    }
  }

  private LiveTask arrived(Arrival arrival, Release release, int lost) {
    Priority urgency = arrival.floor() ? Priority.CRITICAL : release.getPriority();
    var execution = new Execution(release, urgency, arrivals++, parts);
    var clock = parts.clock();
    var task = new LiveTask(execution, arrival.holding(), lost, clock.micros(), clock.nanos());
    live.add(task);
    ReleaseIntake intake = arrival.intake(); // not the delivery, whose bytes are not needed longer
    var unusedLease = task.leased().thenRun(() -> completeDelivery(task, intake));
    var unused =
        execution
            .ending()
            .whenComplete((ending, broken) -> {
              if (ending == null) {
                broken(task, broken, intake);
              } else {
                settle(task, ending, intake);
              }
            });
    return task;
  }

  /** A task that kills its workers must not have the next one. */
  private void giveUp(Arrival arrival, Release release, int lost) {
    String why =
        "Not run again: "
            + lost
            + " workers one after the other took the task and died, or were not heard of for the"
            + " time of a lock (sluice.worker.max-lost="
            + lastChances.maxLost()
            + ")";
    var failed = Ending.Ended.refused(FailureCode.WORKER_LOST, why, parts.clock().micros());
    deadLetters.publish(
        arrival.delivery(),
        FailureCode.WORKER_LOST.name(),
        why,
        () ->
            reports.publishAside( // not from the producer's own thread
                released(arrival, release, lost),
                failed,
                () -> {
                  tally.add(failed.status());
                  arrival.complete();
                }));
  }

  private void runAlone(Arrival arrival, Release release, int lost) {
    if (lastChances.take()) {
      LiveTask task = arrived(arrival, release, lost);
      var unused = task.execution().ending().whenComplete((ending, broken) -> lastChances.free());
      begin(task, arrival);
    } else {
      var later =
          new Ending.HandedBack(Ending.Run.none(parts.clock().micros()), lastChances.again());
      reports.publishAside(released(arrival, release, lost), later, arrival::complete);
    }
  }

  private static Released released(Arrival arrival, Release release, int lost) {
    int partition = arrival.delivery().id().partition();
    return new Released(release, partition, lost, release.getDetails());
  }

  private void broken(LiveTask task, Throwable broken, ReleaseIntake intake) {
    LOG.error("{} is given back: the worker failed on it", task.holding(), broken);
    if (task.settlesDelivery()) {
      intake.giveBack(task.holding());
    }
    live.remove(task);
  }

  private void settle(LiveTask task, Ending ending, ReleaseIntake intake) {
    Runnable settled =
        () -> {
          completeDelivery(task, intake);
          live.remove(task);
        };
    switch (ending) {
      case Ending.Ended ended ->
          reports.publish(
              task.released(),
              ended,
              () -> {
                tally.add(ended.status());
                settled.run();
              });
      case Ending.Postponed postponed -> reports.publishAside(task.released(), postponed, settled);
      case Ending.HandedBack back -> reports.publishAside(task.released(), back, settled);
      case Ending.Lost lost -> live.remove(task);
    }
  }

  private static void completeDelivery(LiveTask task, ReleaseIntake intake) {
    if (task.settlesDelivery()) {
      intake.complete(task.holding());
    }
  }
}
