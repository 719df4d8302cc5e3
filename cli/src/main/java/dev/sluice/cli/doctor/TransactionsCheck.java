package dev.sluice.cli.doctor;

import dev.sluice.results.text.Counted;
import dev.sluice.results.text.Spans;
import dev.sluice.scheduler.SchedulerKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a transaction stays open. Those who read what is committed see nothing after its first
 * record: the batches are there, and nobody sees them end.
 */
final class TransactionsCheck implements Check {

  private final InstantSource clock;

  TransactionsCheck(InstantSource clock) {
    this.clock = clock;
  }

  /** A transaction that is open in a partition. */
  private record Open(TopicPartition partition, ProducerState producer, long hidden) {

    long firstOffset() {
      return producer.currentTransactionStartOffset().orElse(-1);
    }
  }

  @Override
  public String name() {
    return "transactions";
  }

  @Override
  public List<Finding> look(Site site) throws Exception {
    List<TopicPartition> partitions = site.partitions(topics(site));
    Map<TopicPartition, Long> hidden = hidden(site, partitions);
    Map<Long, List<Open>> byProducer =
        open(site, hidden).stream()
            .filter(each -> age(each).compareTo(site.openTransactions()) >= 0)
            .collect(
                Collectors.groupingBy(
                    each -> each.producer().producerId(), TreeMap::new, Collectors.toList()));
    if (byProducer.isEmpty()) {
      return List.of(Finding.ok(name(), none(site, partitions.size(), hidden.size())));
    }
    Map<Long, String> names = names(site, byProducer.keySet());
    List<Finding> findings = new ArrayList<>();
    byProducer.forEach((producer, its) -> findings.add(finding(site, names.get(producer), its)));
    return findings;
  }

  private static String none(Site site, int partitions, int open) {
    return "none is open for %s or longer in %s%s"
        .formatted(
            Spans.text(site.openTransactions()),
            Counted.of(partitions, "partition"),
            open == 0 ? "" : ", shorter ones in " + open);
  }

  /** Those that Sluice writes or reads, its scheduler's state included. */
  private static List<String> topics(Site site) throws Exception {
    String prefix = site.topics().prefix();
    String state = site.settings().get(SchedulerKeys.APPLICATION_ID) + "-";
    return site.await(site.admin().listTopics().names()).stream()
        .filter(name -> name.startsWith(prefix) || name.startsWith(state))
        .toList();
  }

  /** How many records, at most, an open transaction keeps from the readers of each partition. */
  private static Map<TopicPartition, Long> hidden(Site site, List<TopicPartition> partitions)
      throws Exception {
    // In this order: what is written in between is no gap.
    Map<TopicPartition, ListOffsetsResultInfo> written =
        site.offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, ListOffsetsResultInfo> committed =
        site.offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    return partitions.stream()
        .filter(each -> written.get(each).offset() > committed.get(each).offset())
        .collect(
            Collectors.toMap(
                each -> each, each -> written.get(each).offset() - committed.get(each).offset()));
  }

  private static List<Open> open(Site site, Map<TopicPartition, Long> hidden) throws Exception {
    List<Open> open = new ArrayList<>();
    if (!hidden.isEmpty()) {
      site.await(site.admin().describeProducers(hidden.keySet()).all())
          .forEach((partition, state) ->
              state.activeProducers().stream()
                  .filter(each -> each.currentTransactionStartOffset().isPresent())
                  .map(each -> new Open(partition, each, hidden.get(partition)))
                  .forEach(open::add));
    }
    return open;
  }

  private Duration age(Open open) {
    return Duration.between(Instant.ofEpochMilli(open.producer().lastTimestamp()), clock.instant());
  }

  /** The names of transactions, as far as their coordinators know them. */
  private static Map<Long, String> names(Site site, Collection<Long> producers) throws Exception {
    try {
      return site
          .await(
              site.admin()
                  .listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                  .all())
          .stream()
          .collect(
              Collectors.toMap(
                  TransactionListing::producerId,
                  TransactionListing::transactionalId,
                  (a, b) -> a));
    } catch (ExecutionException notAllowed) {
      return Map.of();
    }
  }

  private Finding finding(Site site, String name, List<Open> open) {
    Open first = open.getFirst();
    String who = name == null ? "that no coordinator knows" : "of the transactional id " + name;
    String where =
        first.partition() + (open.size() == 1 ? "" : " and " + (open.size() - 1) + " more");
    return Finding.fail(
        name(),
        "a transaction %s (producer %d, epoch %d) is open for %s on %s from offset %d: readers there see none of the last %s"
            .formatted(
                who,
                first.producer().producerId(),
                first.producer().producerEpoch(),
                Spans.text(age(first)),
                where,
                first.firstOffset(),
                Counted.of(first.hidden(), "record")),
        "end its process, or if that is gone: kafka-transactions.sh --bootstrap-server %s abort --topic %s --partition %d --start-offset %d"
            .formatted(
                site.kafka().get("bootstrap.servers"),
                first.partition().topic(),
                first.partition().partition(),
                first.firstOffset()));
  }
}
