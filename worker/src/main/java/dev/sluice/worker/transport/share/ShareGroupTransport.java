package dev.sluice.worker.transport.share;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.Upheaval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes releases as a member of a share group. One session asks for all topics. Those that ask for
 * one topic alone are made when they are needed first: a session that left a topic out could not
 * acknowledge records of it.
 */
public final class ShareGroupTransport implements ReleaseTransport {

  private final Map<Priority, String> topics;
  private final Lanes lanes;
  private final ShareLane all;
  private final Map<Priority, ShareLane> single = new EnumMap<>(Priority.class);
  private @Nullable Upheaval upheaval;

  /** Makes sessions in the name of one group. */
  interface Lanes {

    /** The group's member. */
    ShareLane member(Set<String> topics, LostLocks lost);

    /** One that is no member of its own. */
    ShareLane beside(String topic, LostLocks lost);
  }

  /** Told of deliveries whose locks are lost, from within calls to a lane. */
  interface LostLocks {

    void lost(Collection<DeliveryId> ids);
  }

  ShareGroupTransport(Map<Priority, String> topics, Lanes lanes) {
    this.topics = new EnumMap<>(topics);
    this.lanes = lanes;
    this.all = lanes.member(Set.copyOf(topics.values()), this::lost);
  }

  private void lost(Collection<DeliveryId> ids) {
    if (upheaval != null) {
      upheaval.lost(ids);
    }
  }

  @Override
  public void tell(Upheaval told) {
    upheaval = told;
  }

  @Override
  public List<Delivery> take(Set<Priority> of, int most, Duration wait) {
    Set<Priority> wanted = EnumSet.copyOf(of);
    wanted.retainAll(topics.keySet());
    // What other lanes had asked for may have come after they had given up: it is locked, and
    // nobody renews it until it is taken.
    List<Delivery> before = late();
    if (!before.isEmpty()) {
      return before;
    }
    if (wanted.equals(topics.keySet())) {
      single.values().forEach(ShareLane::flush);
      return all.take(most, wait);
    }
    all.flush();
    List<Delivery> taken = look(wanted, most);
    return taken.isEmpty() && wait.isPositive() && wanted.size() == 1
        ? lane(wanted.iterator().next()).take(most, wait)
        : taken;
  }

  private List<Delivery> look(Set<Priority> of, int most) {
    List<Delivery> taken = new ArrayList<>();
    for (Priority each : of) {
      if (taken.size() < most) {
        taken.addAll(lane(each).look(most - taken.size()));
      }
    }
    return taken;
  }

  private ShareLane lane(Priority priority) {
    return single.computeIfAbsent(priority, each -> lanes.beside(topics.get(each), this::lost));
  }

  private Stream<ShareLane> lanes() {
    return Stream.concat(Stream.of(all), single.values().stream());
  }

  @Override
  public List<Delivery> rest() {
    return lanes().flatMap(lane -> lane.rest().stream()).toList();
  }

  @Override
  public List<Delivery> late() {
    return lanes().flatMap(lane -> lane.late().stream()).toList();
  }

  @Override
  public boolean underWay() {
    return lanes().anyMatch(ShareLane::underWay);
  }

  @Override
  public void complete(DeliveryId id) {
    lanes().forEach(lane -> lane.complete(id));
  }

  @Override
  public void giveBack(DeliveryId id) {
    lanes().forEach(lane -> lane.giveBack(id));
  }

  @Override
  public void keepAlive(Collection<DeliveryId> ids) {
    lanes().forEach(lane -> lane.keepAlive(ids));
  }

  @Override
  public void flush() {
    lanes().forEach(ShareLane::flush);
  }

  @Override
  public Duration lock() {
    return all.lock();
  }

  @Override
  public void close() {
    lanes().forEach(ShareLane::close);
  }
}
