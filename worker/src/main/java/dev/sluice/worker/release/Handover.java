package dev.sluice.worker.release;

import dev.sluice.worker.execution.StopCause;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.Upheaval;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to the tasks of deliveries that the transport can't keep: where there is time what
 * runs is leased, and goes on; all else stops and is the next worker's. On the intake's thread.
 */
final class Handover implements Upheaval {

  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
  private static final Duration LEASE_WAIT = Duration.ofSeconds(3);
  private static final long REPORT_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LiveExecutions live;
  private final Leasing leasing;
  private final Holdings held;
  private final Runnable settle;
  private final Consumer<Holding> complete;

  /**
   * @param settle completes the deliveries whose reports are acknowledged
   * @param complete completes a delivery at the transport, if it is held still
   */
  Handover(
      LiveExecutions live,
      Leasing leasing,
      Holdings held,
      Runnable settle,
      Consumer<Holding> complete) {
    this.live = live;
    this.leasing = leasing;
    this.held = held;
    this.settle = settle;
    this.complete = complete;
  }

  @Override
  public void letGo() {
    leasing.hurry();
  }

  @Override
  public void leaving(Collection<DeliveryId> ids) {
    List<LiveTask> leaving = live.holding(held.of(ids));
    List<LiveTask> run = leaving.stream().filter(task -> task.execution().begun()).toList();
    long until = System.nanoTime() + LEASE_WAIT.toNanos();
    try {
      leasing.leaseNow(run, LEASE_WAIT).forEach(task -> complete.accept(task.holding()));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    while (reportsUnderWay(ids) && System.nanoTime() < until) {
      LockSupport.parkNanos(this, REPORT_LOOK_NANOS);
    }
    settle.run();
    lost(ids);
  }

  /** What has ended here must not be run by the next worker as well. */
  private boolean reportsUnderWay(Collection<DeliveryId> ids) {
    return live.holding(held.of(ids)).stream().anyMatch(task -> task.execution().ending().isDone());
  }

  @Override
  public void lost(Collection<DeliveryId> ids) {
    for (LiveTask task : live.holding(held.of(ids))) {
      if (task.lose()) {
        LOG.info("{} is another worker's by now: {} stops", task.holding(), task.name());
        task.execution().stop(StopCause.LOST, "Another worker has the task by now");
      }
    }
    ids.forEach(held::remove);
  }
}
