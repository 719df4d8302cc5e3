package dev.sluice.worker;

import dev.sluice.observability.Meters;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Signal;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.handler.Handlers;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.heartbeat.HeartbeatPublisher;
import dev.sluice.worker.heartbeat.Tally;
import dev.sluice.worker.release.FinishedTasks;
import dev.sluice.worker.release.Leasing;
import dev.sluice.worker.release.LiveExecutions;
import dev.sluice.worker.release.Reception;
import dev.sluice.worker.release.ReleaseIntake;
import dev.sluice.worker.release.TakeCounts;
import dev.sluice.worker.report.DeadLetters;
import dev.sluice.worker.report.ReportPublisher;
import dev.sluice.worker.signal.SignalListener;
import dev.sluice.worker.signal.StopSignals;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.consumer.ConsumerGroupTransport;
import dev.sluice.worker.vitals.Vitals;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a worker's stages are wired, and the order in which they start and end. */
final class WorkerEngine {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerEngine.class);
  private static final Duration LAST_RECORDS = Duration.ofSeconds(5);

  private static final long LOOK_MS = 250;
  private static final int LEASE_CHECKS = 2; // in the time after which tasks are leased

  private final WorkerConfig config;
  private final AnchoredClock clock;
  private final Producer<byte[], byte[]> producer;
  private final Handlers handlers;
  private final LiveExecutions live = new LiveExecutions();
  private final StopSignals signals = new StopSignals();
  private final Tally tally = new Tally();
  private final TakeCounts counts = new TakeCounts();
  private final Meters meters = new Meters();
  private final Vitals vitals;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final ScheduledThreadPoolExecutor timers;
  private final Beats beats;
  private final Workbench bench;
  private final HeartbeatPublisher heartbeats;
  private final Leasing leasing;
  private final ReleaseIntake intake;
  private final Thread intakeThread;
  private @Nullable SignalListener listener;

  private WorkerEngine(
      WorkerConfig config,
      List<? extends TaskHandler> handlers,
      AnchoredClock clock,
      ReleaseTransport transport,
      Producer<byte[], byte[]> producer) {
    this.config = config;
    this.clock = clock;
    this.producer = producer;
    this.handlers = new Handlers(handlers);
    this.timers = WorkerThreads.timers("sluice-timers");
    this.beats =
        new Beats(WorkerThreads.timers("sluice-heartbeat")); // of its own, because a send may block
    var sending = WorkerThreads.sending();
    this.bench =
        new Workbench(
            config,
            this.handlers,
            clock,
            timers,
            new Workbench.Listeners(this::ringIntake, this::fail, Vitals.watch(meters, clock)));
    var reports =
        new ReportPublisher(
            producer,
            config.topics().report(),
            config.workerId(),
            RecordCodecs.of(Report.class, config.kafka()),
            timers,
            sending);
    this.heartbeats =
        new HeartbeatPublisher(
            producer,
            config.topics().worker(),
            RecordCodecs.of(Heartbeat.class, config.kafka()),
            facts(),
            tally,
            clock,
            beat -> vitals().fill(beat), // made last: it looks at all the others
            () -> vitals().heartbeatAcknowledged());
    this.leasing =
        new Leasing(
            live,
            heartbeats,
            reports,
            clock,
            config.terms().lease().beating(config.heartbeat()),
            beats::once);
    this.intake =
        ReleaseIntake.over(
            Vitals.counted(transport, meters),
            bench.slots(),
            bench.runTimes(),
            config.intake(),
            bench.pressure()::pausing,
            config.terms().floor(),
            new Reception(
                RecordCodecs.of(Release.class, config.kafka()),
                bench.parts(),
                live,
                signals,
                reports,
                new DeadLetters(producer, config.topics().deadLetter(), timers, sending),
                tally,
                counts,
                new FinishedTasks(
                    () -> new KafkaClients(config).results(),
                    config.topics().result(),
                    RecordCodecs.of(Result.class, config.kafka()),
                    () -> !ended.isDone()),
                config.retries().maxLost()),
            live,
            leasing,
            clock::nanos);
    this.intakeThread =
        Thread.ofPlatform().name("sluice-release-" + config.workerId()).unstarted(this::takeIn);
    var state =
        new EngineState(intake, bench, live, tally, counts, transport::assigned, clock::nanos);
    this.vitals =
        new Vitals(
            new Vitals.WorkerFacts(
                ProgramVersion.text(),
                transport instanceof ConsumerGroupTransport ? "consumer" : "share",
                config.heartbeat(),
                this.handlers.types(),
                config.load().gates()),
            clock,
            meters,
            state);
    var unused = timers.scheduleWithFixedDelay(state::timersRan, 0, 1, TimeUnit.SECONDS);
    var unusedToo =
        timers.scheduleWithFixedDelay(
            leasing::stopWhatIsLost, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  static WorkerEngine start(
      WorkerConfig config,
      List<? extends TaskHandler> handlers,
      AnchoredClock clock,
      ReleaseTransport transport,
      Producer<byte[], byte[]> producer) {
    var engine = new WorkerEngine(config, handlers, clock, transport, producer);
    engine.bench.watchPressure();
    engine.intakeThread.start();
    LOG.info(
        "Worker {} of pool {} runs {} at a time of {}",
        config.workerId(),
        config.pool(),
        config.concurrency(),
        engine.handlers.types());
    return engine;
  }

  private void ringIntake() {
    intake.ring();
  }

  private void takeIn() {
    try {
      intake.run();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  void listen(Consumer<byte[], byte[]> consumer) {
    listener =
        new SignalListener(
            consumer,
            config.topics().signal(),
            RecordCodecs.of(Signal.class, config.kafka()),
            signals,
            live::all);
    Thread.ofPlatform().daemon().name("sluice-signal-" + config.workerId()).start(listener);
  }

  private HeartbeatPublisher.WorkerFacts facts() {
    return new HeartbeatPublisher.WorkerFacts(
        config.workerId(),
        config.pool(),
        WorkerIds.host(),
        clock.micros(),
        config.concurrency(),
        handlers.types());
  }

  void beat() {
    beats.every(config.heartbeat(), leasing::beat);
    beats.every(config.terms().lease().after().dividedBy(LEASE_CHECKS), leasing::beatIfDue);
  }

  /** Answers questions about health and metrics, where that is configured. */
  void serve() {
    vitals.serve(config.health(), List.of(new KafkaClientMetrics(producer)));
  }

  Vitals vitals() {
    return vitals;
  }

  int running() {
    return bench.slots().running();
  }

  int lostSlots() {
    return bench.abandoned().count();
  }

  CompletableFuture<Void> ended() {
    return ended;
  }

  /** The worker can't go on: it takes nothing more, and its locks run out if the process stays. */
  private void fail(Throwable cause) {
    LOG.error("Worker {} can't go on", config.workerId(), cause);
    var unused = intake.stopTaking();
    ended.completeExceptionally(cause);
  }

  synchronized void drain(Duration grace) {
    if (timers.isShutdown()) {
      return;
    }
    boolean reported = false;
    try {
      reported =
          new Departure(intake, intakeThread, live, leasing, config.stopGrace()).leave(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(reported);
    }
  }

  private void close(boolean reported) {
    intake.stop();
    if (listener != null) {
      listener.stop();
    }
    timers.shutdownNow();
    handlers.close();
    if (beats.end() && reported) {
      heartbeats.farewell();
    }
    producer.close(reported ? LAST_RECORDS : Duration.ZERO);
    vitals.close();
    ended.complete(null);
    LOG.info("Worker {} has ended", config.workerId());
  }
}
