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
import org.jspecify.annotations.Nullable;

/**
 * Takes releases as a member of a share group. One session asks for all topics. Those that ask for
 * one topic alone are made when they are needed first: a session that left a topic out could not
 * acknowledge records of it.
 */
public final class ShareGroupTransport implements ReleaseTransport {

  private static final Duration PORTION = Duration.ofMillis(5);

  private final Map<Priority, String> topics;
  private final Lanes lanes;
  private final ShareLane all;
  private final List<ShareLane> opened = new ArrayList<>();
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
    opened.add(all);
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
    if (wanted.equals(topics.keySet())) {
      single.values().forEach(ShareLane::flush);
      return await(all, most, wait);
    }
    all.flush();
    return wait.isPositive() && wanted.size() == 1
        ? await(lane(wanted.iterator().next()), most, wait)
        : look(wanted, most);
  }

  /** In small portions while something may come elsewhere too. */
  private List<Delivery> await(ShareLane lane, int most, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    List<Delivery> came;
    Duration rest = wait;
    do {
      came = lane.take(most, othersUnderWay(lane) && rest.compareTo(PORTION) > 0 ? PORTION : rest);
      if (came.isEmpty()) {
        came = lateElsewhere(lane);
      }
      rest = Duration.ofNanos(end - System.nanoTime());
    } while (came.isEmpty() && rest.isPositive());
    return came;
  }

  private boolean othersUnderWay(ShareLane lane) {
    for (ShareLane each : opened) {
      if (each != lane && each.underWay()) {
        return true;
      }
    }
    return false;
  }

  /** Of one session at a time: what an error in the next one left out comes with the next call. */
  private List<Delivery> lateElsewhere(@Nullable ShareLane lane) {
    for (ShareLane each : opened) {
      List<Delivery> late = each == lane ? List.of() : each.late();
      if (!late.isEmpty()) {
        return late;
      }
    }
    return List.of();
  }

  private List<Delivery> look(Set<Priority> of, int most) {
    for (Priority each : of) {
      List<Delivery> found = lane(each).look(most);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  @Override
  public List<Delivery> ask(Priority of, int most) {
    return topics.containsKey(of) ? lane(of).ask(most) : List.of();
  }

  private ShareLane lane(Priority priority) {
    return single.computeIfAbsent(
        priority,
        each -> {
          ShareLane lane = lanes.beside(topics.get(each), this::lost);
          opened.add(lane);
          return lane;
        });
  }

  @Override
  public List<Delivery> rest() {
    for (ShareLane lane : opened) {
      List<Delivery> rest = lane.rest();
      if (!rest.isEmpty()) {
        return rest;
      }
    }
    return List.of();
  }

  @Override
  public List<Delivery> late() {
    return lateElsewhere(null);
  }

  @Override
  public boolean underWay() {
    return opened.stream().anyMatch(ShareLane::underWay);
  }

  @Override
  public void complete(DeliveryId id) {
    for (ShareLane lane : opened) {
      lane.complete(id);
    }
  }

  @Override
  public void giveBack(DeliveryId id) {
    opened.forEach(lane -> lane.giveBack(id));
  }

  @Override
  public void keepAlive(Collection<DeliveryId> ids) {
    opened.forEach(lane -> lane.keepAlive(ids));
  }

  @Override
  public void flush() {
    opened.forEach(ShareLane::flush);
  }

  @Override
  public Duration lock() {
    return all.lock();
  }

  @Override
  public void close() {
    opened.forEach(ShareLane::close);
  }
}
