package dev.sluice.faults.site;

import static org.awaitility.Awaitility.await;

import dev.sluice.faults.handler.Diary;
import dev.sluice.records.Heartbeat;
import dev.sluice.worker.TransportChoice.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Workers of one pool, the tasks that are meant for them and the diary that their handlers keep.
 */
public final class Pool implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Site site;
  private final String name;
  private final Kind transport;
  private final Path folder;
  private final AtomicInteger batches = new AtomicInteger();
  private final List<AutoCloseable> started = new ArrayList<>();

  Pool(Site site, String name, Kind transport, Path folder) {
    this.site = site;
    this.name = name;
    this.transport = transport;
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  public Site site() {
    return site;
  }

  /** The group of its workers. */
  public String group() {
    return "sluice-worker." + name + (transport == Kind.SHARE ? "" : ".consumer");
  }

  /** What the handlers of all its workers have noted. */
  public Diary diary() {
    return Diary.in(folder);
  }

  /** How its workers are started: with short locks and quick heartbeats, and what is asked for. */
  public WorkerPlan plan() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "sluice.worker.pool=" + name,
                "sluice.worker.transport=" + transport.name().toLowerCase(Locale.ROOT),
                "sluice.worker.heartbeat=500ms",
                "sluice.worker.lock=5s",
                "sluice.worker.lease.timeout=5s",
                "sluice.worker.stop.grace=500ms"));
    if (transport != Kind.SHARE) {
      settings.add("session.timeout.ms=5000");
    }
    return new WorkerPlan(settings, List.of("-D" + Diary.FOLDER + "=" + folder), site.brokers());
  }

  /** Starts a worker and waits until it runs. */
  public SluiceProcess worker(String id, WorkerPlan plan) {
    return starting(id, plan).awaitSaid("worker is running");
  }

  /** Starts a worker. */
  public SluiceProcess starting(String id, WorkerPlan plan) {
    SluiceProcess worker = plan.start(id, folder.resolve(id + ".log"));
    synchronized (started) {
      started.add(worker);
    }
    return worker;
  }

  /** Starts a worker that is started again each time that it ends, as a supervisor does. */
  public Supervisor supervised(String id, WorkerPlan plan) {
    var supervisor = new Supervisor(this, id, plan);
    synchronized (started) {
      started.add(supervisor);
    }
    return supervisor;
  }

  /** What a worker said last. */
  public Optional<Heartbeat> heartbeat(String id) {
    return site.heartbeat(name, id);
  }

  /** Waits until a worker says that it goes away and takes nothing more. */
  public void awaitLeaving(String id) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> heartbeat(id).filter(Heartbeat::getDraining).isPresent());
  }

  /** Keeps its workers busy with tasks that take so long. */
  public Load load(long taskMillis) {
    var load = new Load(this, taskMillis);
    synchronized (started) {
      started.add(load);
    }
    return load;
  }

  /** A batch for this pool's workers. */
  public PoolBatch batch() {
    return new PoolBatch(this, name + "-" + batches.incrementAndGet());
  }

  @Override
  public void close() throws Exception {
    List<AutoCloseable> all;
    synchronized (started) {
      all = List.copyOf(started).reversed();
    }
    for (AutoCloseable each : all) {
      each.close();
    }
  }
}
