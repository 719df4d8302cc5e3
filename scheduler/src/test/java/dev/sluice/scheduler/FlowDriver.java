package dev.sluice.scheduler;

import dev.sluice.core.ledger.RowWrite;
import dev.sluice.records.Command;
import dev.sluice.records.Open;
import dev.sluice.records.Priority;
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
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology without a broker: one partition, virtual time. */
final class FlowDriver implements AutoCloseable {

  static final Topics TOPICS = Topics.DEFAULT;

  private static final Map<Class<?>, RecordCodec<?>> CODECS = new ConcurrentHashMap<>();

  /** So that a fan-out need not be huge to take more than one go. */
  private static final LedgerPace FEW_STEPS =
      new LedgerPace(
          Duration.ofMillis(8),
          Duration.ofMillis(100),
          Duration.ofMillis(5),
          Duration.ofMillis(500),
          2);

  private final EffectCounts counts = new EffectCounts();
  private final RocksDbMemory memory = new RocksDbMemory(16 << 20);
  private final TopologyTestDriver driver;

  FlowDriver(Path stateDirectory) {
    this(stateDirectory, 1);
  }

  /**
   * @param partitions that the topology believes in; the driver is always partition 0
   */
  FlowDriver(Path stateDirectory, int partitions) {
    this(stateDirectory, partitions, System::nanoTime);
  }

  /**
   * @param nanos the clock that says how long a piece of work takes
   */
  FlowDriver(Path stateDirectory, int partitions, LongSupplier nanos) {
    var catalogue = new TopicCatalogue(TOPICS, partitions, (short) 1, Set.of("default", "other"));
    SchedulerConfig config = config(stateDirectory).withPace(FEW_STEPS);
    driver =
        new TopologyTestDriver(
            new SchedulerTopology(config, catalogue, counts, nanos).build(),
            StreamsProperties.of(config, "member", memory));
  }

  static SchedulerConfig config(Path stateDirectory) {
    return SchedulerConfig.of(Map.of("bootstrap.servers", "localhost:1"), stateDirectory)
        .withPools(Set.of("default", "other"));
  }

  /** A task of type noop. */
  static Submission.Builder task(String batchId, String taskId, String... needs) {
    return Submission.newBuilder()
        .setBatchId(batchId)
        .setTaskId(taskId)
        .setType("noop")
        .setNeeds(List.of(needs));
  }

  void submit(Submission.Builder... tasks) {
    for (Submission.Builder task : tasks) {
      submit(Priority.NORMAL, task);
    }
  }

  void submit(Priority priority, Submission.Builder task) {
    Submission record = task.build();
    send(TOPICS.submission(priority), record.getBatchId(), encode(Submission.class, record));
  }

  void open(String batchId, long expectedTasks) {
    command(batchId, Open.newBuilder().setExpectedTasks(expectedTasks).build());
  }

  void command(String batchId, Object action) {
    var command = Command.newBuilder().setBatchId(batchId).setAction(action).build();
    send(TOPICS.command(), batchId, encode(Command.class, command));
  }

  void report(Release release, TaskStatus outcome) {
    report(release, outcome, "null".getBytes(StandardCharsets.UTF_8));
  }

  void report(Release release, TaskStatus outcome, byte[] output) {
    var report =
        Report.newBuilder()
            .setBatchId(release.getBatchId())
            .setTaskId(release.getTaskId())
            .setReleaseNumber(release.getReleaseNumber())
            .setOutcome(outcome)
            .setOutput(outcome == TaskStatus.SUCCEEDED ? ByteBuffer.wrap(output) : null)
            .setStartedAt(1_000_000)
            .setFinishedAt(2_000_000)
            .setWorkerId("w1")
            .build();
    send(TOPICS.report(), release.getBatchId(), encode(Report.class, report));
  }

  /** Runs what is released, all of it successful, until nothing is. */
  void runAll() {
    for (List<Release> released = releases(); !released.isEmpty(); released = releases()) {
      released.forEach(release -> report(release, TaskStatus.SUCCEEDED));
    }
  }

  /** Sends bytes as they are; key and value may be null. */
  void send(String topic, String key, byte[] value) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    input.pipeInput(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
  }

  void send(String topic, TestRecord<byte[], byte[]> record) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    input.pipeInput(record);
  }

  /** Puts bytes into the ledger's store that no version of Sluice wrote there. */
  void spoilRow(byte[] key) {
    var store = (LedgerStore) driver.getStateStore("ledger");
    store.put(new RowWrite(key, new byte[] {-1, -1}));
  }

  void passTime(Duration time) {
    driver.advanceWallClockTime(time);
  }

  List<Release> releases() {
    List<Release> all = new ArrayList<>();
    for (String pool : List.of("default", "other")) {
      for (Priority priority : Priority.values()) {
        all.addAll(read(Release.class, TOPICS.release(pool, priority)));
      }
    }
    return all;
  }

  List<Result> results() {
    return read(Result.class, TOPICS.result());
  }

  List<Summary> summaries() {
    return read(Summary.class, TOPICS.summary());
  }

  List<Signal> signals() {
    return read(Signal.class, TOPICS.signal());
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return records(TOPICS.deadLetter());
  }

  static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  EffectCounts counts() {
    return counts;
  }

  List<TestRecord<byte[], byte[]>> records(String topic) {
    TestOutputTopic<byte[], byte[]> output =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return output.readRecordsToList();
  }

  private <T extends SluiceRecord> List<T> read(Class<T> type, String topic) {
    return records(topic).stream().map(record -> decode(type, record.value())).toList();
  }

  static <T extends SluiceRecord> byte[] encode(Class<T> type, T record) {
    return codec(type).encode("any", record);
  }

  static <T extends SluiceRecord> T decode(Class<T> type, byte[] bytes) {
    try {
      return codec(type).decode("any", bytes);
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked") // a class is the key of its own codec
  private static <T extends SluiceRecord> RecordCodec<T> codec(Class<T> type) {
    return (RecordCodec<T>) CODECS.computeIfAbsent(type, t -> RecordCodecs.of(type, Map.of()));
  }

  @Override
  public void close() {
    driver.close();
    memory.close();
  }
}
