package dev.sluice.scheduler;

import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.records.Answer;
import dev.sluice.records.Command;
import dev.sluice.records.Open;
import dev.sluice.records.Priority;
import dev.sluice.records.Query;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Signal;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.ledger.EffectCounts;
import dev.sluice.scheduler.ledger.LedgerPace;
import dev.sluice.scheduler.store.LedgerStore;
import dev.sluice.scheduler.workforce.LiveWorkers;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology without a broker: one partition, virtual time. */
public final class FlowDriver implements AutoCloseable {

  public static final Topics TOPICS = Topics.DEFAULT;

  /** So that a fan-out need not be huge to take more than one go. */
  private static final LedgerPace FEW_STEPS =
      new LedgerPace(
          Duration.ofMillis(8),
          Duration.ofMillis(100),
          Duration.ofMillis(5),
          Duration.ofMillis(500),
          2);

  /** A record on its way in. */
  public record Sent(String topic, String key, byte[] value, Instant at) {}

  private final List<Sent> sent = new ArrayList<>();
  private final Path stateDirectory;
  private final int partitions;
  private final LongSupplier nanos;
  private final EffectCounts counts = new EffectCounts();
  private final RocksDbMemory memory = new RocksDbMemory(16 << 20);
  private final LiveWorkers workers = new LiveWorkers(Duration.ofSeconds(10));
  private TopologyTestDriver driver;
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  public FlowDriver(Path stateDirectory) {
    this(stateDirectory, 1);
  }

  /**
   * @param partitions that the topology believes in; the driver is always partition 0
   */
  public FlowDriver(Path stateDirectory, int partitions) {
    this(stateDirectory, partitions, System::nanoTime);
  }

  /**
   * @param nanos the clock that says how long a piece of work takes
   */
  public FlowDriver(Path stateDirectory, int partitions, LongSupplier nanos) {
    this.stateDirectory = stateDirectory;
    this.partitions = partitions;
    this.nanos = nanos;
    this.driver = start();
  }

  private TopologyTestDriver start() {
    var catalogue = new TopicCatalogue(TOPICS, partitions, (short) 1, Set.of("default", "other"));
    SchedulerConfig config = config(stateDirectory).withPace(FEW_STEPS);
    return new TopologyTestDriver(
        new SchedulerTopology(config, catalogue, workers, workers, counts, nanos).build(),
        StreamsProperties.of(config, "member", memory),
        now);
  }

  /**
   * The scheduler ends and another one starts with the rows that were committed, as it would
   * restore them from the changelog, and reads the topic of the results cache anew. What was not
   * read from the topics yet is gone.
   */
  public void restart() {
    // The driver commits after each record and tick.
    Map<byte[], byte[]> rows = rows(new byte[0], new byte[] {Byte.MAX_VALUE});
    Map<String, byte[]> entries = cacheEntries();
    driver.close();
    driver = start();
    rows.forEach((key, value) -> store().put(new RowWrite(key, value)));
    entries.forEach((key, value) -> send(TOPICS.cache(), key, value));
  }

  static SchedulerConfig config(Path stateDirectory) {
    return SchedulerConfig.of(Map.of("bootstrap.servers", "localhost:1"), stateDirectory)
        .withPools(Set.of("default", "other"));
  }

  /** A task of type noop. */
  public static Submission.Builder task(String batchId, String taskId, String... needs) {
    return Submission.newBuilder()
        .setBatchId(batchId)
        .setTaskId(taskId)
        .setType("noop")
        .setNeeds(List.of(needs));
  }

  public void submit(Submission.Builder... tasks) {
    for (Submission.Builder task : tasks) {
      submit(Priority.NORMAL, task);
    }
  }

  public void submit(Priority priority, Submission.Builder task) {
    Submission record = task.build();
    send(
        TOPICS.submission(priority),
        record.getBatchId(),
        TestRecords.encode(Submission.class, record));
  }

  public void open(String batchId, long expectedTasks) {
    command(batchId, Open.newBuilder().setExpectedTasks(expectedTasks).build());
  }

  public void command(String batchId, Object action) {
    command(batchId, action, null);
  }

  /**
   * @param requestId what became of it is among the {@link #answers} under this id
   */
  public void command(String batchId, Object action, String requestId) {
    var command =
        Command.newBuilder().setBatchId(batchId).setAction(action).setRequestId(requestId).build();
    send(TOPICS.command(), batchId, TestRecords.encode(Command.class, command));
  }

  public void query(Query.Builder query) {
    Query record = query.build();
    send(TOPICS.query(), record.getBatchId(), TestRecords.encode(Query.class, record));
  }

  public void report(Release release, TaskStatus outcome) {
    report(release, outcome, "null".getBytes(StandardCharsets.UTF_8));
  }

  public void report(Release release, TaskStatus outcome, byte[] output) {
    report(
        TestRecords.reported(release, outcome)
            .setOutput(outcome == TaskStatus.SUCCEEDED ? ByteBuffer.wrap(output) : null));
  }

  public void report(Report.Builder report) {
    Report record = report.build();
    send(TOPICS.report(), record.getBatchId(), TestRecords.encode(Report.class, record));
  }

  /** Runs what is released, all of it successful, until nothing is. */
  public void runAll() {
    for (List<Release> released = releases(); !released.isEmpty(); released = releases()) {
      released.forEach(release -> report(release, TaskStatus.SUCCEEDED));
    }
  }

  /** Sends bytes as they are; key and value may be null. */
  public void send(String topic, String key, byte[] value) {
    sent.add(new Sent(topic, key, value, now));
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(
            topic, new ByteArraySerializer(), new ByteArraySerializer(), now, Duration.ZERO);
    input.pipeInput(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
  }

  /** What was sent so far by topic, key and value, in its order. */
  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** Sends a record that another scheduler had, as of the time that it had then. */
  public void sendAgain(Sent record) {
    byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
    send(record.topic(), new TestRecord<>(key, record.value(), record.at()));
  }

  public void send(String topic, TestRecord<byte[], byte[]> record) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    input.pipeInput(record);
  }

  /** Puts bytes into the ledger's store that no version of Sluice wrote there. */
  public void spoilRow(byte[] key) {
    store().put(new RowWrite(key, new byte[] {-1, -1}));
  }

  private LedgerStore store() {
    return (LedgerStore) driver.getStateStore("ledger");
  }

  /** This scheduler's copy of the results cache. */
  public Map<String, byte[]> cacheEntries() {
    KeyValueStore<Bytes, byte[]> entries = driver.getKeyValueStore("cache");
    Map<String, byte[]> copy = new LinkedHashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = entries.all()) {
      all.forEachRemaining(
          entry -> copy.put(new String(entry.key.get(), StandardCharsets.UTF_8), entry.value));
    }
    return copy;
  }

  /** How many rows a table has, by its letter. */
  public int rows(char table) {
    return rows(RowKeys.first(table), RowKeys.afterTable(table)).size();
  }

  private Map<byte[], byte[]> rows(byte[] from, byte[] to) {
    store().flushCache();
    Map<byte[], byte[]> rows = new LinkedHashMap<>();
    store().scan(from, to, (key, value) -> rows.put(key, value) == null);
    return rows;
  }

  /** Records that come later have a later time, and ticks and timers that are due run. */
  public void passTime(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  /** The time of the records that come next, in microseconds since the epoch. */
  public long now() {
    return now.toEpochMilli() * 1000;
  }

  public List<Release> releases() {
    List<Release> all = new ArrayList<>();
    for (String pool : List.of("default", "other")) {
      for (Priority priority : Priority.values()) {
        all.addAll(read(Release.class, TOPICS.release(pool, priority)));
      }
    }
    return all;
  }

  public List<Result> results() {
    return read(Result.class, TOPICS.result());
  }

  public List<Summary> summaries() {
    return read(Summary.class, TOPICS.summary());
  }

  public List<Answer> answers() {
    return read(Answer.class, TOPICS.answer());
  }

  /** The keys of what was taken away from a topic; to be asked for instead of its records. */
  public List<String> tombstones(String topic) {
    return records(topic).stream()
        .filter(record -> record.value() == null)
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }

  public List<Signal> signals() {
    return read(Signal.class, TOPICS.signal());
  }

  public List<TestRecord<byte[], byte[]>> deadLetters() {
    return records(TOPICS.deadLetter());
  }

  public static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** What the scheduler knows of the workers: nothing before it was told. */
  public LiveWorkers workers() {
    return workers;
  }

  public EffectCounts counts() {
    return counts;
  }

  public List<TestRecord<byte[], byte[]>> records(String topic) {
    TestOutputTopic<byte[], byte[]> output =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return output.readRecordsToList();
  }

  private <T extends SluiceRecord> List<T> read(Class<T> type, String topic) {
    return records(topic).stream()
        .filter(record -> record.value() != null)
        .map(record -> TestRecords.decode(type, record.value()))
        .toList();
  }

  @Override
  public void close() {
    driver.close();
    memory.close();
  }
}
