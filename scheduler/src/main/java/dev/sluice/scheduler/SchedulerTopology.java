package dev.sluice.scheduler;

import dev.sluice.core.explain.Workforce;
import dev.sluice.core.ledger.Ledger;
import dev.sluice.records.CachedOutput;
import dev.sluice.records.Priority;
import dev.sluice.scheduler.answer.AnswerWriter;
import dev.sluice.scheduler.answer.Answers;
import dev.sluice.scheduler.cache.CacheReader;
import dev.sluice.scheduler.cache.CacheTable;
import dev.sluice.scheduler.cache.CacheWriter;
import dev.sluice.scheduler.command.CommandReader;
import dev.sluice.scheduler.deadletter.DeadLetters;
import dev.sluice.scheduler.ledger.EffectCounts;
import dev.sluice.scheduler.ledger.EffectRouter;
import dev.sluice.scheduler.ledger.Heads;
import dev.sluice.scheduler.ledger.LedgerProcessor;
import dev.sluice.scheduler.ledger.LedgerSetup;
import dev.sluice.scheduler.query.QueryReader;
import dev.sluice.scheduler.release.ReleaseWriter;
import dev.sluice.scheduler.release.SpreadTerms;
import dev.sluice.scheduler.report.DoubtWriter;
import dev.sluice.scheduler.report.ReportReader;
import dev.sluice.scheduler.result.ResultWriter;
import dev.sluice.scheduler.signal.SignalWriter;
import dev.sluice.scheduler.store.LedgerStoreBuilder;
import dev.sluice.scheduler.submission.SubmissionReader;
import dev.sluice.scheduler.submission.SubmittedTrace;
import dev.sluice.scheduler.summary.SummaryWriter;
import dev.sluice.scheduler.wire.Codecs;
import dev.sluice.scheduler.wire.Nodes;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.Patience;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.scheduler.wire.SourceReader;
import dev.sluice.scheduler.wire.Words;
import dev.sluice.scheduler.workforce.LiveWorkers;
import dev.sluice.scheduler.workforce.PartitionSlots;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The flow as a topology: one sub-topology, because every source is partitioned by batch id. This
 * is the one place where the stages are wired together.
 */
final class SchedulerTopology {

  private static final StreamPartitioner<byte[], Outbound> WHERE_IT_GOES = new WhereItGoes();

  /** Any number: it only has to be the same in a test that is run again. */
  private static final long SPREAD_SEED = 20_261_121;

  private final Topics topics;
  private final LedgerSetup ledger;
  private final RecordCodec<CachedOutput> cached;

  SchedulerTopology(
      SchedulerConfig config, TopicCatalogue catalogue, LiveWorkers workers, EffectCounts counts) {
    this(config, catalogue, workers, workers, counts, System::nanoTime);
  }

  SchedulerTopology(
      SchedulerConfig config,
      TopicCatalogue catalogue,
      Workforce workforce,
      PartitionSlots slots,
      EffectCounts counts,
      LongSupplier nanos) {
    this.topics = config.topics();
    Codecs codecs = Codecs.of(config.kafka(), Patience.upTo(config.tuning().registryPatience()));
    this.cached = RecordCodecs.of(CachedOutput.class, config.kafka());
    RecordSizes sizes = RecordSizes.of(catalogue);
    this.ledger =
        new LedgerSetup(
            new Ledger(config.limits(), config.terms(), config.pools()),
            readers(config, codecs),
            new EffectRouter(
                new ReleaseWriter(topics, codecs.release()),
                new ResultWriter(topics.result(), codecs.result(), sizes),
                new SignalWriter(topics.signal(), codecs.signal()),
                new DoubtWriter(topics.report(), codecs.report()),
                new CacheWriter(topics.cache(), codecs.cached(), sizes),
                sizes),
            new SummaryWriter(topics.summary(), codecs.summary(), sizes),
            new CacheReader(topics.cache(), codecs.cached()),
            new Answers(new AnswerWriter(topics.answer(), codecs.answer(), sizes), workforce),
            workforce,
            new DeadLetters(topics.deadLetter()),
            sizes,
            catalogue.partitions(),
            config.pace(),
            new Heads(),
            new SpreadTerms(config.releaseBalance(), catalogue, slots, SPREAD_SEED),
            counts,
            nanos);
  }

  private static Map<String, SourceReader> readers(SchedulerConfig config, Codecs codecs) {
    Topics topics = config.topics();
    var trace = new SubmittedTrace(config.limits());
    Map<String, SourceReader> readers = new HashMap<>();
    for (Priority priority : Priority.values()) {
      String topic = topics.submission(priority);
      readers.put(
          topic, new SubmissionReader(topic, Words.toCore(priority), codecs.submission(), trace));
    }
    readers.put(topics.command(), new CommandReader(topics.command(), codecs.command()));
    readers.put(topics.query(), new QueryReader(topics.query(), codecs.query()));
    readers.put(topics.report(), new ReportReader(topics.report(), codecs.report()));
    return readers;
  }

  Topology build() {
    var topology = new Topology();
    source(topology, Nodes.SUBMISSION_SOURCE, submissionTopics());
    source(topology, Nodes.COMMAND_SOURCE, topics.command());
    source(topology, Nodes.QUERY_SOURCE, topics.query());
    source(topology, Nodes.REPORT_SOURCE, topics.report());
    topology.addProcessor(
        Nodes.LEDGER,
        () -> new LedgerProcessor(ledger),
        Nodes.SUBMISSION_SOURCE,
        Nodes.COMMAND_SOURCE,
        Nodes.QUERY_SOURCE,
        Nodes.REPORT_SOURCE);
    topology.addStateStore(store(), Nodes.LEDGER);
    topology.addGlobalStore(
        cacheStore(),
        Nodes.CACHE_SOURCE,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics.cache(),
        Nodes.CACHE_TABLE,
        () -> new CacheTable(topics.cache(), cached));

    chosenTopicSink(topology, Nodes.RELEASE_SINK);
    chosenTopicSink(topology, Nodes.REROUTE_SINK);
    sink(topology, Nodes.RESULT_SINK, topics.result());
    sink(topology, Nodes.SIGNAL_SINK, topics.signal());
    sink(topology, Nodes.ANSWER_SINK, topics.answer());
    sink(topology, Nodes.DEAD_LETTER_SINK, topics.deadLetter());
    sink(topology, Nodes.SUMMARY_SINK, topics.summary());
    sink(topology, Nodes.CACHE_SINK, topics.cache());
    return topology;
  }

  private String[] submissionTopics() {
    return Stream.of(Priority.values()).map(topics::submission).toArray(String[]::new);
  }

  private void source(Topology topology, String node, String... from) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        node,
        ledger.heads(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        from);
  }

  private static void sink(Topology topology, String node, String topic) {
    topology.addSink(
        node, topic, new ByteArraySerializer(), outboundBytes(), WHERE_IT_GOES, Nodes.LEDGER);
  }

  /** The record says which of several topics it goes to. */
  private static void chosenTopicSink(Topology topology, String node) {
    topology.addSink(
        node,
        new TopicOfRecord(),
        new ByteArraySerializer(),
        outboundBytes(),
        WHERE_IT_GOES,
        Nodes.LEDGER);
  }

  private static Serializer<Outbound> outboundBytes() {
    return (topic, outbound) -> outbound == null ? null : outbound.bytes();
  }

  /** Its topic is all that it is restored from. */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> cacheStore() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(Nodes.CACHE_STORE), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingDisabled();
  }

  private static LedgerStoreBuilder store() {
    String mostBytes = Integer.toString(RecordSizes.MOST_REQUEST_BYTES);
    return new LedgerStoreBuilder(
        Nodes.LEDGER_STORE, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, mostBytes));
  }
}
