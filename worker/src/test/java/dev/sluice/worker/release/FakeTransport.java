package dev.sluice.worker.release;

import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.Upheaval;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;

/** Deliveries as a test wants them. Its records are in one partition of one topic. */
final class FakeTransport implements ReleaseTransport {

  static final String TOPIC = "release";
  static final int PARTITION = 4;

  private final RecordCodec<Release> codec = RecordCodecs.of(Release.class, Map.of());
  private final BlockingQueue<List<Delivery>> waiting = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Consumer<Upheaval>> upheavals = new ConcurrentLinkedQueue<>();
  final List<DeliveryId> taken = new CopyOnWriteArrayList<>();
  final List<DeliveryId> completed = new CopyOnWriteArrayList<>();
  private Upheaval told;
  private long offset;

  DeliveryId deliver(Release release, int lost) {
    Delivery delivery = delivery(release, lost);
    waiting.add(List.of(delivery));
    return delivery.id();
  }

  /** One that may have been worked on before. */
  DeliveryId replay(Release release) {
    Delivery known = delivery(release, 0);
    waiting.add(List.of(new Delivery(known.id(), known.key(), known.value(), 0, true)));
    return known.id();
  }

  /** A record that was delivered before, once more. */
  void deliverAgain(DeliveryId id, Release release, boolean replayed) {
    Delivery like = delivery(release, 0);
    waiting.add(List.of(new Delivery(id, like.key(), like.value(), 0, replayed)));
  }

  /** With one take, however many are asked for. */
  List<DeliveryId> deliverTogether(Release... releases) {
    List<Delivery> together = Arrays.stream(releases).map(release -> delivery(release, 0)).toList();
    waiting.add(together);
    return together.stream().map(Delivery::id).toList();
  }

  private Delivery delivery(Release release, int lost) {
    var id = new DeliveryId(TOPIC, PARTITION, offset++);
    String key = release.getBatchId() + "/" + release.getTaskId();
    return new Delivery(
        id, key.getBytes(StandardCharsets.UTF_8), codec.encode(TOPIC, release), lost, false);
  }

  /** On the intake's thread, soon. */
  void happens(Consumer<Upheaval> upheaval) {
    upheavals.add(upheaval);
  }

  /** Returns when the intake has done all that it was told before. */
  void settle() throws InterruptedException {
    for (int turn = 0; turn < 2; turn++) {
      var done = new CountDownLatch(1);
      happens(upheaval -> done.countDown());
      done.await();
    }
  }

  @Override
  public void tell(Upheaval upheaval) {
    told = upheaval;
  }

  @Override
  public List<Delivery> take(Set<Priority> of, int most, Duration wait) {
    flush();
    try {
      List<Delivery> next = waiting.poll(Math.min(5, wait.toMillis()), TimeUnit.MILLISECONDS);
      if (next == null) {
        return List.of();
      }
      next.forEach(each -> taken.add(each.id()));
      return next;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public List<Delivery> rest() {
    return List.of();
  }

  @Override
  public boolean underWay() {
    return false;
  }

  @Override
  public void complete(DeliveryId id) {
    completed.add(id);
  }

  @Override
  public void giveBack(DeliveryId id) {}

  @Override
  public void keepAlive(Collection<DeliveryId> ids) {}

  @Override
  public void flush() {
    for (int left = upheavals.size(); left > 0; left--) { // what is added meanwhile is the next's
      upheavals.remove().accept(told);
    }
  }

  @Override
  public Duration lock() {
    return Duration.ofHours(1);
  }

  @Override
  public void close() {}
}
