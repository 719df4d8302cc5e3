package dev.sluice.cli.local;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.ExitCode;
import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import dev.sluice.scheduler.Scheduler;
import dev.sluice.scheduler.SchedulerConfig;
import dev.sluice.scheduler.SchedulerKeys;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerConfig;
import dev.sluice.worker.WorkerKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/** A broker, a scheduler and workers in this JVM. */
public final class LocalSluice implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

  private final LocalDirectory directory;
  private final LocalOptions options;
  private final List<CompletableFuture<Worker>> workers = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final @Nullable Leftovers leftovers;
  private volatile int endedPrograms;
  private volatile @Nullable EmbeddedBroker broker;
  private volatile @Nullable CompletableFuture<Scheduler> scheduler;

  private LocalSluice(LocalDirectory directory, LocalOptions options) {
    this.directory = directory;
    this.options = options;
    this.leftovers = directory.temporary() ? null : Leftovers.in(directory.path());
  }

  /** Takes the directory; nothing runs before {@link #start}. */
  public static LocalSluice in(LocalOptions options) throws IOException {
    return new LocalSluice(LocalDirectory.of(options.dataDirectory()), options);
  }

  /**
   * Starts the broker and the topics, and has scheduler and workers start while this returns.
   *
   * @return the address of the broker
   */
  public String start() {
    CompletableFuture<Void> classes = CompletableFuture.runAsync(WarmUp::loadClasses, THREADS);
    EmbeddedBroker started =
        EmbeddedBroker.start(EmbeddedBrokerConfig.in(directory.broker()).withPort(options.port()));
    broker = started;
    endLeftovers(); // now, because nobody else uses the directory, and nothing runs here yet
    createTopics(started, options);
    Map<String, String> properties = properties(options, directory, started);
    WorkerConfig each =
        WorkerConfig.from(Settings.read(own("worker", properties), Map.of(), WorkerKeys.all()));
    for (String pool : options.sortedPools()) {
      for (int i = 1; i <= options.workers(); i++) {
        String id = (options.pools().size() == 1 ? "local" : pool) + "-" + i;
        WorkerConfig config = each.withPool(pool).withWorkerId(id);
        CompletableFuture<Worker> worker =
            CompletableFuture.supplyAsync(() -> Worker.start(config), THREADS);
        watch("worker " + id, worker.thenCompose(Worker::ended));
        workers.add(worker);
      }
    }
    SchedulerConfig config =
        SchedulerConfig.from(
            Settings.read(own("scheduler", properties), Map.of(), SchedulerKeys.all()));
    CompletableFuture<Scheduler> starting =
        CompletableFuture.supplyAsync(() -> Scheduler.start(config), THREADS);
    watch("scheduler", starting.thenCompose(Scheduler::ended));
    scheduler = starting;
    classes.cancel(false);
    return started.bootstrapServers();
  }

  private void endLeftovers() {
    if (leftovers != null) {
      endedPrograms = leftovers.end();
      leftovers.startWatching();
    }
  }

  /**
   * How many programs were ended at the start, because tasks of an earlier process on this
   * directory had left them behind when it was killed.
   */
  public int endedPrograms() {
    return endedPrograms;
  }

  private void watch(String who, CompletionStage<Void> ended) {
    ended.whenComplete((nothing, cause) -> {
      if (cause != null) {
        Throwable reason =
            cause instanceof CompletionException && cause.getCause() != null
                ? cause.getCause()
                : cause;
        failure.completeExceptionally(
            new CommandException(
                ExitCode.FAILED,
                List.of(
                    "the %s of this process can't go on: %s; its log says more with --verbose"
                        .formatted(who, reason)),
                reason));
      }
    });
  }

  /**
   * Completes exceptionally, with a {@link CommandException}, once the scheduler or a worker can't
   * start or go on; else never.
   */
  public CompletableFuture<Void> failure() {
    return failure.copy();
  }

  /** The scheduler, once it has started. */
  public Scheduler scheduler() {
    return Objects.requireNonNull(scheduler, "start() comes first").join();
  }

  /** The names of its topics. */
  public Topics topics() {
    return options.topics();
  }

  private static void createTopics(EmbeddedBroker broker, LocalOptions options) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      broker.createInternalTopics(admin);
      TopicAdmin.apply(
          admin,
          new TopicCatalogue(options.topics(), options.partitions(), (short) 1, options.pools()));
    }
  }

  private static Map<String, String> properties(
      LocalOptions options, LocalDirectory directory, EmbeddedBroker broker) {
    Map<String, String> properties = new HashMap<>(options.settings());
    properties.put("bootstrap.servers", broker.bootstrapServers());
    properties.put(SchedulerKeys.POOLS.name(), String.join(",", options.sortedPools()));
    properties.put(SchedulerKeys.STATE_DIRECTORY.name(), directory.scheduler().toString());
    return properties;
  }

  /** The properties that a process knows: not those of the other kind of process. */
  private static Map<String, String> own(String process, Map<String, String> properties) {
    String other = process.equals("worker") ? "sluice.scheduler." : "sluice.worker.";
    Map<String, String> own = new HashMap<>(properties);
    own.keySet().removeIf(name -> name.startsWith(other) || name.startsWith("sluice.http."));
    if (process.equals("worker")) {
      own.remove(SchedulerKeys.POOLS.name());
    }
    return own;
  }

  /** Where everything is kept. */
  public Path dataDirectory() {
    return directory.path();
  }

  /**
   * Returns when the scheduler and the workers are at work.
   *
   * @throws CompletionException with what kept one of them from starting
   */
  public void awaitStarted() {
    workers.forEach(CompletableFuture::join);
    if (scheduler != null) {
      scheduler.join().awaitRunning(LONGEST_START);
    }
  }

  /**
   * Gives everything up at once, for a process that ends now: programs that tasks started are
   * killed, a temporary directory is removed. A directory that is kept is closed in order, because
   * the next start on it would have to wait otherwise.
   */
  public void abandon() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    if (!directory.temporary()) {
      close();
      return;
    }
    // The broker may notice that its files go, and would end the process with a complaint.
    Exit.setHaltProcedure((status, message) -> {});
    Exit.setExitProcedure((status, message) -> {});
    directory.removeIfTemporary();
  }

  /** Closes everything in order. */
  @Override
  public void close() {
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (CompletableFuture<Worker> worker : workers) {
      closing.add(closing(worker.thenAccept(started -> started.drain(Duration.ZERO))));
    }
    if (scheduler != null) {
      closing.add(closing(scheduler.thenAccept(Scheduler::close)));
    }
    CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new)).join();
    if (leftovers != null) {
      leftovers.close();
    }
    if (broker != null) {
      broker.close();
    }
    directory.removeIfTemporary();
  }

  /** What could not start does not have to be closed. */
  private static CompletableFuture<Void> closing(CompletableFuture<Void> close) {
    return close.exceptionally(failure -> null);
  }
}
