package dev.sluice.worker.release;

import dev.sluice.worker.execution.StopCause;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.Upheaval;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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
  private static final Duration LEASE_WAIT = Duration.ofSeconds(1);

  private final LiveExecutions live;
  private final Leasing leasing;
  private final Consumer<DeliveryId> complete;
  private final Consumer<DeliveryId> drop;

  /**
   * @param complete completes a delivery at the transport, if it is held still
   * @param drop forgets a delivery that the transport does not hold any more
   */
  Handover(
      LiveExecutions live,
      Leasing leasing,
      Consumer<DeliveryId> complete,
      Consumer<DeliveryId> drop) {
    this.live = live;
    this.leasing = leasing;
    this.complete = complete;
    this.drop = drop;
  }

  @Override
  public void leaving(Collection<DeliveryId> ids) {
    List<LiveTask> leaving = live.holding(ids);
    List<LiveTask> run = leaving.stream().filter(task -> task.execution().begun()).toList();
    try {
      leasing.leaseNow(run, LEASE_WAIT).forEach(task -> complete.accept(task.delivery()));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    lost(ids);
  }

  @Override
  public void lost(Collection<DeliveryId> ids) {
    for (LiveTask task : live.holding(ids)) {
      if (!task.leasing()) {
        LOG.info("{} is another worker's by now: {} stops", task.delivery(), task.name());
        task.execution().stop(StopCause.LOST, "Another worker has the task by now");
      }
    }
    ids.forEach(drop);
  }
}
