package dev.sluice.worker.transport.share;

import java.lang.reflect.Field;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.ShareConsumeRequestManager;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.clients.consumer.internals.SubscriptionState;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Private things of the share consumer of kafka-clients 4.3: the fetch that acknowledgements are
 * taken from, so that records can stay unacknowledged while more are polled; the number of records
 * that the next request asks for, which is otherwise fixed for a consumer's life; whether it asks
 * for more by itself, which it otherwise does until something comes; and its topics, which can't
 * otherwise be given up without all locks; which partitions it asks for, and for how long brokers
 * wait with an answer. Used by the thread that owns the consumer.
 */
final class ShareClientFields {

  private static final int NONE = -1;

  private final Object delegate;
  private final Field currentFetch;
  private final Object requestConfig;
  private final Field maxRecords;
  private final ShareConsumeRequestManager requests;
  private final Field fetchMore;
  private final Set<?> pendingNodes;
  private final Answers answers;
  private final SubscriptionState subscriptions;
  private final Field scope;
  private final Field maxWait;
  private final int configuredWait;
  private final AtomicInteger askedNode;
  private final Metadata metadata;

  /**
   * @throws IllegalStateException if this is another kafka-clients than the one this was written
   *     for
   */
  ShareClientFields(KafkaShareConsumer<byte[], byte[]> consumer) {
    try {
      delegate = Internals.read(consumer, "delegate");
      currentFetch = Internals.field(delegate.getClass(), "currentFetch");
      Object network =
          Internals.read(Internals.read(delegate, "applicationEventHandler"), "networkThread");
      Optional<?> fetching =
          (Optional<?>) Internals.read(requestManagers(network), "shareConsumeRequestManager");
      requests = (ShareConsumeRequestManager) fetching.orElseThrow();
      requestConfig = Internals.read(requests, "shareFetchConfig");
      maxRecords = Internals.field(requestConfig.getClass(), "maxPollRecords");
      fetchMore = Internals.field(requests.getClass(), "fetchMoreRecords");
      pendingNodes = (Set<?>) Internals.read(requests, "nodesWithPendingRequests");
      answers = new Answers(delegate);
      subscriptions = (SubscriptionState) Internals.read(delegate, "subscriptions");
      scope = Internals.field(requests.getClass(), "subscriptions");
      maxWait = Internals.field(requestConfig.getClass(), "maxWaitMs");
      configuredWait = maxWait.getInt(requestConfig);
      askedNode = (AtomicInteger) Internals.read(requests, "fetchRecordsNodeId");
      metadata = (Metadata) Internals.read(delegate, "metadata");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "sluice.worker.transport=share needs kafka-clients 4.3, found "
              + AppInfoParser.getVersion()
              + " on the class path",
          e);
    }
  }

  @SuppressWarnings("unchecked")
  ShareFetch<byte[], byte[]> fetch() {
    try {
      return (ShareFetch<byte[], byte[]>) currentFetch.get(delegate);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  void fetch(ShareFetch<byte[], byte[]> fetch) {
    try {
      currentFetch.set(delegate, fetch);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Seen by the network thread with the next event that the consumer hands to it. */
  void maxRecords(int most) {
    try {
      maxRecords.setInt(requestConfig, most);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Requests that are under way go on. Seen by the network thread the next time that it does
   * anything.
   */
  void askForNoMore() {
    try {
      fetchMore.setBoolean(requests, false);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets who says which partitions are asked for. Before the first poll. */
  void scope(FetchScope partitions) {
    Internals.set(scope, requests, partitions);
  }

  /** Brokers wait for so long with their answers to the next requests until there is something. */
  void waitAtMost(int millis) {
    Internals.set(maxWait, requestConfig, millis);
  }

  /** Brokers wait with their answers until there is something, but not for ever. */
  void waitAsConfigured() {
    Internals.set(maxWait, requestConfig, configuredWait);
  }

  /** What is known of the brokers' partitions. Any thread. */
  Cluster cluster() {
    return metadata.fetch();
  }

  /**
   * Makes requests under this name without being a member of the group. Brokers ask for no
   * membership where records are fetched and acknowledged. Before the first poll.
   */
  void speakFor(Set<String> topics, Uuid name) {
    subscriptions.subscribeToShareGroup(topics);
    metadata.requestUpdateForNewTopics();
    requests.onMemberEpochUpdated(Optional.empty(), name.toString());
  }

  /** Whether no request for records is under way. Any thread. */
  boolean answered() {
    return askedNode.get() == NONE;
  }

  /** Whether a request is under way, as far as this thread sees. */
  boolean asking() {
    return !pendingNodes.isEmpty();
  }

  /** What brokers have answered. */
  Answers answers() {
    return answers;
  }

  /**
   * The group's other members get the partitions, after the next heartbeat. The consumer stays a
   * member, for with its membership it would lose the locks that it has.
   */
  void giveUpTopics() {
    subscriptions.subscribeToShareGroup(Set.of());
  }

  /** Whether the group has given it any partition. */
  boolean assigned() {
    return !subscriptions.assignedPartitions().isEmpty();
  }

  /** The network thread makes them when it starts. */
  private static Object requestManagers(Object network) throws ReflectiveOperationException {
    Field field = Internals.field(network.getClass(), "requestManagers");
    long giveUp = System.nanoTime() + 10_000_000_000L;
    while (field.get(network) == null && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
    return field.get(network);
  }
}
