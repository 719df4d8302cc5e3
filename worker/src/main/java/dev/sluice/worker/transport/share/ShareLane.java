package dev.sluice.worker.transport.share;

import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session with the brokers, for some of the release topics. Acknowledgements go out in the
 * session that got the record, in requests of their own.
 */
final class ShareLane {

  private static final Logger LOG = LoggerFactory.getLogger(ShareLane.class);
  private static final long ANSWER_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long ACKNOWLEDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int OPEN_MS = 50;
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final KafkaShareConsumer<byte[], byte[]> consumer;
  private final ShareClientFields client;
  private final Answers answers;
  private final Custody custody;
  private final LongSupplier nanos;
  private final AnswerTime answerTime = new AnswerTime();
  private final FetchScope scope;
  private long acknowledgedAt;

  /**
   * @param lost told of deliveries whose lock is lost, from within calls
   */
  private ShareLane(
      KafkaShareConsumer<byte[], byte[]> consumer,
      Set<String> topics,
      Duration lock,
      LongSupplier nanos,
      ShareGroupTransport.LostLocks lost) {
    this.consumer = consumer;
    this.client = new ShareClientFields(consumer);
    this.answers = client.answers();
    this.scope = new FetchScope(client, topics);
    this.nanos = nanos;
    this.custody = new Custody(lock, nanos, lost);
    client.scope(scope);
    consumer.setAcknowledgementCommitCallback(custody::answered);
  }

  /** Of a member of the group. */
  static ShareLane member(
      KafkaShareConsumer<byte[], byte[]> consumer,
      Set<String> topics,
      Duration lock,
      LongSupplier nanos,
      ShareGroupTransport.LostLocks lost) {
    var lane = new ShareLane(consumer, topics, lock, nanos, lost);
    consumer.subscribe(topics);
    return lane;
  }

  /** Beside a member's: in the group's name, but not counted as a member of its own. */
  static ShareLane beside(
      KafkaShareConsumer<byte[], byte[]> consumer,
      Set<String> topics,
      Duration lock,
      LongSupplier nanos,
      ShareGroupTransport.LostLocks lost) {
    var lane = new ShareLane(consumer, topics, lock, nanos, lost);
    lane.scope.begin();
    lane.client.speakFor(topics, Uuid.randomUuid());
    return lane;
  }

  /** Waits for records and takes them. */
  List<Delivery> take(int most, Duration wait) {
    scope.once(false);
    client.waitAsConfigured();
    return poll(most, wait);
  }

  /**
   * Asks once, and lets the broker wait with its answer for a while. A full worker can't take back
   * such a question, so they don't stay open for long.
   */
  List<Delivery> ask(int most) {
    if (answers.any()) {
      return late();
    }
    if (client.asking()) {
      return List.of();
    }
    scope.once(true);
    client.waitAtMost(OPEN_MS / Math.max(1, scope.leaders()));
    return poll(most, Duration.ZERO);
  }

  /**
   * Asks each broker for what is there now, until they have nothing more: the marks of transactions
   * count as records for them, so fewer may come than there are.
   */
  List<Delivery> look(int most) {
    scope.once(true);
    client.waitAtMost(0);
    List<Delivery> found = new ArrayList<>();
    int leaders = Math.max(1, scope.leaders());
    int inVain = 0;
    try {
      while (found.size() < most && inVain < leaders) {
        List<Delivery> more =
            lookOnce(most - found.size(), answerTime.nanos(custody.lock(), leaders));
        inVain = more.isEmpty() ? inVain + 1 : 0;
        found.addAll(more);
      }
    } catch (RuntimeException e) {
      unlessSomeCame(found, e);
    }
    return found;
  }

  /**
   * An answer without records may hold word of acknowledgements, upon which the client asks again.
   */
  private List<Delivery> lookOnce(int most, long mostNanos) {
    long from = nanos.getAsLong();
    long giveUp = from + mostNanos;
    List<Delivery> found;
    do {
      int before = scope.asked();
      found = poll(most, Duration.ZERO);
      while (found.isEmpty() && !answered(before) && nanos.getAsLong() < giveUp) {
        LockSupport.parkNanos(this, ANSWER_NANOS);
      }
    } while (found.isEmpty() && answers.any() && nanos.getAsLong() < giveUp);
    answerTime.looked(nanos.getAsLong() - from, mostNanos, custody.lock());
    return found;
  }

  private boolean answered(int before) {
    return answers.any() || (scope.asked() != before && client.answered());
  }

  /** What has come already comes first: a question is asked only where nothing has. */
  private List<Delivery> poll(int most, Duration wait) {
    List<Delivery> before = come();
    if (!before.isEmpty()) {
      return before;
    }
    acknowledgeIfDue();
    client.maxRecords(most);
    client.fetch(ShareFetch.empty());
    var unused = consumer.poll(Duration.ZERO); // the records are in the fetch as well
    custody.tellLost();
    List<Delivery> found = custody.take(client.fetch());
    client.fetch(ShareFetch.empty());
    if (found.isEmpty() && wait.isPositive()) {
      answers.await(wait);
      found = come();
    }
    return found;
  }

  /** All that has come and was not taken. */
  private List<Delivery> come() {
    List<Delivery> all = new ArrayList<>();
    if (answers.any()) {
      hearAnswers(); // of locks that are lost, before their records are held anew
      custody.tellLost();
    }
    try {
      for (var part = answers.next(); part.isPresent(); part = answers.next()) {
        all.addAll(custody.take(part.get()));
      }
    } catch (RuntimeException e) {
      unlessSomeCame(all, e);
    }
    return all;
  }

  /** What was taken is held, and must be handed out whatever comes after it. */
  private static void unlessSomeCame(List<Delivery> taken, RuntimeException error) {
    if (taken.isEmpty()) {
      throw error;
    }
    LOG.warn("Not all answers could be read: {}", error.toString());
  }

  List<Delivery> rest() {
    List<Delivery> late = late();
    if (late.isEmpty()) {
      if (!client.asking()) {
        client.giveUpTopics();
      }
      flush();
    }
    return late;
  }

  /** What has come upon earlier questions. */
  List<Delivery> late() {
    client.askForNoMore();
    return come();
  }

  boolean underWay() {
    return client.asking() || answers.any();
  }

  void complete(DeliveryId id) {
    custody.end(id, AcknowledgeType.ACCEPT);
  }

  void giveBack(DeliveryId id) {
    custody.end(id, AcknowledgeType.RELEASE);
  }

  void keepAlive(Collection<DeliveryId> ids) {
    custody.gapsAreDue();
    hearAnswers();
    custody.findLost();
    custody.renew(ids);
    flush(); // a request for records that renews brings none
  }

  /** The client tells of answers only when it is called. */
  private void hearAnswers() {
    client.fetch(ShareFetch.empty());
    consumer.commitAsync();
  }

  /**
   * Not before each request, for one that acknowledges takes the broker several times as long; and
   * not with a request, for the client keeps such acknowledgements back until it asks again, which
   * may be long after the locks have run out.
   */
  private void acknowledgeIfDue() {
    if (nanos.getAsLong() - acknowledgedAt >= ACKNOWLEDGE_NANOS) {
      flush();
    }
  }

  void flush() {
    acknowledgedAt = nanos.getAsLong();
    if (custody.toTell()) {
      client.fetch(custody.told());
      consumer.commitAsync();
      client.fetch(ShareFetch.empty());
      custody.tellLost();
    }
  }

  Duration lock() {
    return custody.lock();
  }

  void close() {
    custody.gapsAreDue();
    client.fetch(custody.told());
    consumer.close(CLOSE_WAIT);
  }
}
