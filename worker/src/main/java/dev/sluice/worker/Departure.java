package dev.sluice.worker;

import dev.sluice.worker.execution.StopCause;
import dev.sluice.worker.release.Leasing;
import dev.sluice.worker.release.LiveExecutions;
import dev.sluice.worker.release.ReleaseIntake;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a worker goes away in order: it asks for nothing more, hands back what it has not begun, lets
 * go on what runs, and hands back what is not done in time. Each hand-back is a report, so that the
 * task is released anew and no delivery looks like that of a worker that died. All waits are
 * bounded, whether the brokers answer or not.
 */
record Departure(
    ReleaseIntake intake,
    Thread intakeThread,
    LiveExecutions live,
    Leasing leasing,
    Duration stopGrace) {

  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);
  private static final Duration UNDER_WAY = Duration.ofSeconds(1);
  private static final Duration LAST_REPORTS = Duration.ofSeconds(2);
  private static final Duration INTAKE_END = Duration.ofSeconds(10);
  private static final Duration INTAKE_END_WITHOUT_BROKERS = Duration.ofSeconds(1);
  private static final String WHY = "The worker ends";

  /**
   * Returns when the worker holds nothing more, at the latest the grace time, the stop grace and a
   * few seconds later.
   *
   * @return whether the brokers have all reports
   */
  boolean leave(Duration grace) throws InterruptedException {
    CompletableFuture<Void> rested = intake.stopTaking();
    leasing.leave();
    live.all().forEach(execution -> execution.leave(WHY));
    await(rested);
    boolean reported = live.awaitNone(grace);
    if (!reported) {
      live.all().forEach(execution -> execution.stop(StopCause.DRAIN, WHY));
      live.awaitEnded(stopGrace);
      reported = live.awaitNone(LAST_REPORTS);
    }
    if (!reported) {
      LOG.warn(
          "{} tasks could not be reported: others run them once their locks have run out",
          live.size());
    }
    intake.stop();
    intakeThread.join(reported ? INTAKE_END : INTAKE_END_WITHOUT_BROKERS);
    return reported;
  }

  private static void await(CompletableFuture<Void> rested) throws InterruptedException {
    try {
      rested.get(UNDER_WAY.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The brokers do not say that nothing more is under way", e);
    }
  }
}
