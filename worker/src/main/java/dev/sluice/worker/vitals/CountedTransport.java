package dev.sluice.worker.vitals;

import dev.sluice.observability.MetricSpec;
import dev.sluice.records.Priority;
import dev.sluice.records.ReleasePartition;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.Upheaval;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A transport that counts what it can't keep, and how often its partitions change. */
final class CountedTransport implements ReleaseTransport {

  private final ReleaseTransport transport;
  private final Counter moved;
  private final Counter lost;
  private final Counter assignments;
  private List<ReleasePartition> assigned = List.of();

  CountedTransport(ReleaseTransport transport, MeterRegistry registry) {
    this.transport = transport;
    this.moved = counter(registry, WorkerMetrics.MOVED);
    this.lost = counter(registry, WorkerMetrics.LOST_DELIVERIES);
    this.assignments = counter(registry, WorkerMetrics.ASSIGNMENTS);
  }

  private static Counter counter(MeterRegistry registry, MetricSpec metric) {
    return Counter.builder(metric.name()).description(metric.doc()).register(registry);
  }

  @Override
  public void tell(Upheaval upheaval) {
    transport.tell(
        new Upheaval() {
          @Override
          public void letGo() {
            upheaval.letGo();
          }

          @Override
          public void leaving(Collection<DeliveryId> ids) {
            moved.increment(ids.size());
            upheaval.leaving(ids);
          }

          @Override
          public void lost(Collection<DeliveryId> ids) {
            lost.increment(ids.size());
            upheaval.lost(ids);
          }
        });
  }

  @Override
  public List<Delivery> take(Set<Priority> of, int most, Duration wait) {
    List<Delivery> taken = transport.take(of, most, wait);
    List<ReleasePartition> now = transport.assigned();
    if (!now.equals(assigned)) {
      assigned = now;
      assignments.increment();
    }
    return taken;
  }

  @Override
  public List<Delivery> ask(Priority of, int most) {
    return transport.ask(of, most);
  }

  @Override
  public List<Delivery> rest() {
    return transport.rest();
  }

  @Override
  public List<Delivery> late() {
    return transport.late();
  }

  @Override
  public boolean underWay() {
    return transport.underWay();
  }

  @Override
  public void complete(DeliveryId id) {
    transport.complete(id);
  }

  @Override
  public void giveBack(DeliveryId id) {
    transport.giveBack(id);
  }

  @Override
  public void keepAlive(Collection<DeliveryId> ids) {
    transport.keepAlive(ids);
  }

  @Override
  public void flush() {
    transport.flush();
  }

  @Override
  public List<ReleasePartition> assigned() {
    return transport.assigned();
  }

  @Override
  public Duration lock() {
    return transport.lock();
  }

  @Override
  public void close() {
    transport.close();
  }
}
