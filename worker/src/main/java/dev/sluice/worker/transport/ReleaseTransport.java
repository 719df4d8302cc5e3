package dev.sluice.worker.transport;

import dev.sluice.records.Priority;
import dev.sluice.records.ReleasePartition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * How releases come to a worker. One thread owns a transport and makes all calls. A delivery that
 * was taken is nobody else's until it is completed, given back, or its lock has run out because it
 * was not kept alive.
 */
public interface ReleaseTransport extends AutoCloseable {

  /** Sets who is told of deliveries that can't be kept. Before the first {@link #take}. */
  void tell(Upheaval upheaval);

  /**
   * Waits for deliveries and takes them. Also sends on what {@link #complete} and {@link #giveBack}
   * were told since the last call.
   *
   * @param of from the release topics of these priorities only; what the others have stays where it
   *     is
   * @param most take no more than these, at least 1; a few more may come where the broker already
   *     handed them over
   * @param wait return empty-handed after this time; zero: take what is there now, which may still
   *     cost a round trip to the brokers
   * @return possibly what else has come meanwhile upon an {@link #ask}, and possibly a record that
   *     is held already, if its lock had run out: it has the same {@link DeliveryId}
   */
  List<Delivery> take(Set<Priority> of, int most, Duration wait);

  /**
   * Asks for what there is without waiting for the answer. What comes upon it later is handed out
   * by {@link #late}; a question that is open already is not asked again.
   *
   * @param of from the release topic of this priority
   * @param most for no more than these, at least 1
   * @return what is there already
   */
  default List<Delivery> ask(Priority of, int most) {
    return take(Set.of(of), most, Duration.ZERO);
  }

  /**
   * Asks for nothing more, takes what the broker had handed over already, and leaves all else to
   * other workers, at once or, where it can't be had otherwise, when nothing is held any more. Does
   * not wait: what was under way may come with one of the next calls.
   */
  List<Delivery> rest();

  /** Takes what brokers handed over after an {@link #ask} or a {@link #take}. Asks for nothing. */
  default List<Delivery> late() {
    return List.of();
  }

  /** Whether the next {@link #rest} may still bring something that was asked for before. */
  boolean underWay();

  /** The work is done and its report acknowledged: never deliver the record again. */
  void complete(DeliveryId id);

  /** Nothing could be done, not even a report: deliver the record to someone else. */
  void giveBack(DeliveryId id);

  /** Locks these for another {@link #lock()}; those not held any more are passed over. */
  void keepAlive(Collection<DeliveryId> ids);

  /** Sends what {@link #complete} and {@link #giveBack} were told, without taking anything. */
  void flush();

  /**
   * The partitions that only this worker reads now. Any thread; empty where there are none such.
   */
  default List<ReleasePartition> assigned() {
    return List.of();
  }

  /** How long a delivery stays ours without {@link #keepAlive}. */
  Duration lock();

  /** Gives back all that is held and leaves. */
  @Override
  void close();
}
