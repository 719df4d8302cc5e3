package dev.sluice.scheduler;

import dev.sluice.observability.HealthPage;
import dev.sluice.scheduler.intake.IntakeClients;
import dev.sluice.scheduler.ledger.EffectCounts;
import dev.sluice.scheduler.view.LedgerQueries;
import dev.sluice.scheduler.view.WorkerPresence;
import dev.sluice.scheduler.vitals.SchedulerVitals;
import dev.sluice.scheduler.wire.Nodes;
import dev.sluice.scheduler.workforce.HeartbeatReader;
import dev.sluice.scheduler.workforce.LiveWorkers;
import dev.sluice.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running scheduler. Any number of them, with the same application id, share the work. */
public final class Scheduler implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Scheduler.class);

  private final SchedulerConfig config;
  private final EffectCounts counts;
  private final StateDirectoryCheck stateDirectory;
  private final RocksDbMemory memory;
  private final FailedThreads failedThreads;
  private final LiveWorkers workers;
  private final KafkaStreams streams;
  private final SchedulerVitals vitals;
  private final LedgerQueries queries;
  private @Nullable HeartbeatReader heartbeats;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private Scheduler(
      SchedulerConfig config,
      TopicCatalogue catalogue,
      StateDirectoryCheck stateDirectory,
      RocksDbMemory memory) {
    this.config = config;
    this.counts = new EffectCounts();
    this.stateDirectory = stateDirectory;
    this.memory = memory;
    this.failedThreads = new FailedThreads(config.threadBudget());
    this.workers = new LiveWorkers(config.workerTimeout());
    this.streams =
        new KafkaStreams(
            new SchedulerTopology(config, catalogue, workers, counts).build(),
            StreamsProperties.of(config, stateDirectory.member(), memory),
            new IntakeClients(config.topics()));
    streams.setUncaughtExceptionHandler(failedThreads);
    var restore = new RestoreProgress();
    streams.setGlobalStateRestoreListener(restore);
    streams.setStateListener(this::changed);
    this.vitals =
        SchedulerVitals.serve(
            config.health(),
            new SchedulerVitals.Sources(
                streams::state, restore::rowsLeft, counts, workers, config.pools()));
    this.queries =
        LedgerQueries.of(
            streams,
            Nodes.LEDGER_STORE,
            catalogue.partitions(),
            restore::rowsLeft,
            config.applicationServer(),
            workers);
  }

  /**
   * Checks topics and state directory and starts the threads; they are at work when {@link
   * #awaitRunning} returns.
   *
   * @throws SchedulerStartException if topics, state directory or brokers are not as they must be
   */
  public static Scheduler start(SchedulerConfig config) {
    TopicCatalogue catalogue = verifiedTopics(config);
    StateDirectoryCheck stateDirectory = StateDirectoryCheck.take(config.stateDirectory());
    var memory = new RocksDbMemory(config.tuning().rocksDbBytes());
    try {
      checkGroup(config, stateDirectory.member());
      CacheCopy.forget(config);
      var scheduler = new Scheduler(config, catalogue, stateDirectory, memory);
      scheduler.streams.start();
      scheduler.vitals.add(scheduler.streams);
      scheduler.heartbeats = HeartbeatTopic.follow(config, scheduler.workers);
      return scheduler;
    } catch (RuntimeException e) {
      memory.close();
      closeQuietly(stateDirectory);
      throw e instanceof KafkaException
          ? new SchedulerStartException("The scheduler could not start: " + e.getMessage(), e)
          : e;
    }
  }

  private static TopicCatalogue verifiedTopics(SchedulerConfig config) {
    try (Admin admin = Admin.create(config.kafka())) {
      TopicCatalogue catalogue = new TopicCheck(admin, config).verified();
      new OneGroup(admin, config.applicationId(), IntakeClients.sources(config.topics())).check();
      return catalogue;
    } catch (KafkaException e) {
      throw new SchedulerStartException(
          "The brokers at "
              + config.kafka().get("bootstrap.servers")
              + " did not answer as they should: "
              + e.getMessage()
              + "; check bootstrap.servers and the security settings",
          e);
    }
  }

  private static void checkGroup(SchedulerConfig config, String member) {
    try (Admin admin = Admin.create(config.kafka())) {
      GroupAgreement.of(config).check(admin, config.applicationId(), member);
    }
  }

  private void changed(State now, State before) {
    switch (now) {
      case CREATED -> {}
      case REBALANCING -> log.info("Scheduler {}: partitions are being assigned", name());
      case RUNNING -> {
        log.info("Scheduler {} is running", name());
        running.countDown();
      }
      case PENDING_SHUTDOWN -> log.info("Scheduler {} is stopping", name());
      case NOT_RUNNING -> log.info("Scheduler {} has stopped", name());
      case PENDING_ERROR -> log.error("Scheduler {} is stopping after an error", name());
      case ERROR -> log.error("Scheduler {} has stopped after an error", name());
    }
    if (now == State.ERROR || now == State.NOT_RUNNING) {
      stopped.countDown();
      running.countDown();
      Throwable fatal = failedThreads.fatal();
      if (fatal == null) {
        ended.complete(null);
      } else {
        ended.completeExceptionally(fatal);
      }
    }
  }

  private String name() {
    return config.applicationId();
  }

  /**
   * Returns when every assigned partition is restored and at work.
   *
   * @throws SchedulerStartException if it stopped before, or if that takes longer
   */
  public void awaitRunning(Duration most) {
    if (!await(running, most)) {
      throw new SchedulerStartException(
          "The scheduler is still " + streams.state() + " after " + most, null);
    }
    if (stopped.getCount() == 0) {
      throw new SchedulerStartException(
          "The scheduler stopped: " + failedThreads.fatal(), failedThreads.fatal());
    }
  }

  /**
   * Waits until the scheduler has stopped, because it was closed or could not go on.
   *
   * @return whether it stopped within this time
   */
  public boolean awaitStopped(Duration most) {
    return await(stopped, most);
  }

  /**
   * Completes when the scheduler has stopped; exceptionally if it stopped by itself because it
   * could not go on. What depends on it must not close the scheduler on the same thread.
   */
  public CompletionStage<Void> ended() {
    return ended.thenApply(nothing -> nothing);
  }

  private static boolean await(CountDownLatch latch, Duration most) {
    try {
      return latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Whether its partitions are restored and at work now. */
  public boolean isRunning() {
    return streams.state() == State.RUNNING;
  }

  /** Where it answers questions about its health and metrics, if it was given a port. */
  public Optional<String> healthUrl() {
    return vitals.url();
  }

  /** What its health and metrics are, by path, whether it was given a port for them or not. */
  public Map<String, HealthPage> healthPages() {
    return vitals.pages();
  }

  /** What its stored rows say. */
  public LedgerQueries queries() {
    return queries;
  }

  /**
   * The workers that are there, by id, as their heartbeats said a moment ago; empty while nobody
   * can tell.
   */
  public Optional<Map<String, WorkerPresence>> workers() {
    return workers.present();
  }

  /** Whether it stopped because of an error, rather than because it was closed. */
  public boolean failed() {
    return failedThreads.fatal() != null;
  }

  /** How often what happened in this process since its start, by short names. */
  public Map<String, Long> counts() {
    return counts.all();
  }

  /**
   * Commits what is in hand and stops, in a bounded time. Leaves the group, so that another
   * scheduler takes over at once. Does nothing the second time.
   */
  @Override
  public void close() {
    HeartbeatReader reader = heartbeats;
    if (reader != null) {
      reader.close();
    }
    boolean clean =
        streams.close(
            CloseOptions.timeout(config.tuning().closeTimeout())
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    if (clean) {
      memory.close();
    } else {
      // Threads that still run would use freed memory; the process ends soon anyway.
      log.warn("The scheduler did not stop within {}", config.tuning().closeTimeout());
    }
    vitals.close();
    closeQuietly(stateDirectory);
  }

  private static void closeQuietly(StateDirectoryCheck directory) {
    try {
      directory.close();
    } catch (IOException e) {
      log.debug("The lock of the state directory ends with the process", e);
    }
  }
}
