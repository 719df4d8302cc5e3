package dev.sluice.worker.release;

import static org.awaitility.Awaitility.await;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.Content;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.execution.AbandonedThreads;
import dev.sluice.worker.execution.ExecutionParts;
import dev.sluice.worker.execution.ExecutionSettings;
import dev.sluice.worker.execution.Retries;
import dev.sluice.worker.execution.RunTimes;
import dev.sluice.worker.execution.Slots;
import dev.sluice.worker.execution.SpawnLimits;
import dev.sluice.worker.execution.Watches;
import dev.sluice.worker.handler.Handlers;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.heartbeat.HeartbeatPublisher;
import dev.sluice.worker.heartbeat.Tally;
import dev.sluice.worker.report.DeadLetters;
import dev.sluice.worker.report.ReportPublisher;
import dev.sluice.worker.signal.StopSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An intake over a fake transport and a producer whose acknowledgements a test gives. */
final class IntakeFixture implements AutoCloseable {

  static final String HEARTBEATS = "worker";
  static final String REPORTS = "report";
  static final String RESULTS = "result";
  static final Duration LEASE_AFTER = Duration.ofSeconds(2);
  static final Duration LEASE_TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_LOST = 3;

  final FakeTransport transport = new FakeTransport();
  final MockProducer<byte[], byte[]> producer;
  final MockConsumer<byte[], byte[]> results = new MockConsumer<>("earliest");
  final Waits handler = new Waits();
  final LiveExecutions live = new LiveExecutions();
  final Leasing leasing;
  private final AtomicLong nanos = new AtomicLong();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final RecordCodec<Heartbeat> heartbeats = RecordCodecs.of(Heartbeat.class, Map.of());
  private final RecordCodec<Report> reports = RecordCodecs.of(Report.class, Map.of());
  private final ReleaseIntake intake;
  private final Thread thread;

  /** Begins its tasks, and ends them when it is let go. */
  static final class Waits implements TaskHandler {
    final Set<String> begun = ConcurrentHashMap.newKeySet();
    final Set<String> interrupted = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

    private CountDownLatch gate(String task) {
      return gates.computeIfAbsent(task, name -> new CountDownLatch(1));
    }

    void open(String task) {
      gate(task).countDown();
    }

    @Override
    public String type() {
      return "wait";
    }

    @Override
    public Content handle(TaskContext context) throws InterruptedException {
      begun.add(context.taskId());
      try {
        gate(context.taskId()).await();
        return Content.EMPTY;
      } catch (InterruptedException e) {
        interrupted.add(context.taskId());
        throw e;
      }
    }
  }

  /**
   * @param acknowledging whether the producer's records are acknowledged at once
   */
  IntakeFixture(int slotCount, boolean acknowledging) {
    this(slotCount, acknowledging, RecordCodecs.of(Release.class, Map.of()));
  }

  IntakeFixture(int slotCount, boolean acknowledging, RecordCodec<Release> releases) {
    producer =
        new MockProducer<>(
            acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer());
    var clock = new AnchoredClock(() -> Instant.ofEpochSecond(1), nanos::get);
    var runTimes = new RunTimes(nanos::get);
    var slots = new Slots(slotCount, job -> Thread.ofVirtual().start(job), runTimes, () -> {});
    var tally = new Tally();
    var parts =
        new ExecutionParts(
            new Handlers(List.of(handler)),
            slots,
            new Retries(timers, () -> 0.5, Duration.ofSeconds(10)),
            clock,
            timers,
            Executors.newVirtualThreadPerTaskExecutor(),
            new AbandonedThreads(),
            new ExecutionSettings(
                Limits.DEFAULT,
                SpawnLimits.of(Limits.DEFAULT),
                Duration.ofSeconds(5),
                Duration.ZERO),
            error -> {},
            Watches.NONE);
    var publisher = new ReportPublisher(producer, REPORTS, "w", reports, timers, Runnable::run);
    var facts = new HeartbeatPublisher.WorkerFacts("w", "p", "h", 1, slotCount, List.of("wait"));
    var beats =
        new HeartbeatPublisher(
            producer, HEARTBEATS, heartbeats, facts, tally, clock, more -> {}, () -> {});
    leasing =
        new Leasing(
            live,
            beats,
            publisher,
            clock,
            new LeaseTerms(LEASE_AFTER, LEASE_TIMEOUT),
            Runnable::run);
    intake =
        ReleaseIntake.over(
            transport,
            slots,
            runTimes,
            new IntakeLimits(1_000, 1 << 20, 10),
            () -> false,
            new PriorityFloor(Map.of()),
            new Reception(
                releases,
                parts,
                live,
                new StopSignals(),
                publisher,
                new DeadLetters(producer, "dead", timers, Runnable::run),
                tally,
                new TakeCounts(),
                new FinishedTasks(
                    () -> results, RESULTS, RecordCodecs.of(Result.class, Map.of()), () -> true),
                MAX_LOST),
            live,
            leasing,
            clock::nanos);
    thread = Thread.ofPlatform().start(intake);
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  void untilBegun(String task) {
    await().until(() -> handler.begun.contains(task));
  }

  List<Heartbeat> heartbeats() {
    return published(HEARTBEATS).stream().map(each -> decoded(heartbeats, each)).toList();
  }

  List<Report> reports() {
    return published(REPORTS).stream().map(each -> decoded(reports, each)).toList();
  }

  private List<ProducerRecord<byte[], byte[]>> published(String topic) {
    return producer.history().stream().filter(each -> each.topic().equals(topic)).toList();
  }

  private static <T extends SluiceRecord> T decoded(
      RecordCodec<T> codec, ProducerRecord<byte[], byte[]> each) {
    try {
      return codec.decode(each.topic(), each.value());
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    intake.stop();
    thread.join();
    timers.shutdownNow();
  }
}
