package dev.sluice.worker;

import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.handler.TaskHandler;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;

/**
 * Runs the released tasks of one pool until it is closed. Any number of workers share a pool's
 * tasks.
 */
public final class Worker implements AutoCloseable {

  private final WorkerEngine engine;
  private final Duration drainGrace;

  private Worker(WorkerEngine engine, Duration drainGrace) {
    this.engine = engine;
    this.drainGrace = drainGrace;
  }

  /**
   * Starts a worker with the handlers of {@link #discoveredHandlers}.
   *
   * @throws WorkerStartException if the brokers don't answer, or its topics are not there
   * @throws IllegalStateException if the brokers refuse its group
   */
  public static Worker start(WorkerConfig config) {
    return start(config, discoveredHandlers(config));
  }

  /** Like {@link #start(WorkerConfig)}, with these handlers and no others. */
  public static Worker start(WorkerConfig config, List<? extends TaskHandler> handlers) {
    TopicsThere.check(config);
    var clients = new KafkaClients(config);
    Deque<Runnable> undo = new ArrayDeque<>();
    try {
      var producer = clients.producer();
      undo.push(producer::close);
      var releases = clients.releases();
      undo.push(releases::close);
      var engine = WorkerEngine.start(config, handlers, AnchoredClock.system(), releases, producer);
      undo.clear(); // the engine closes both
      undo.push(() -> engine.drain(Duration.ZERO));
      engine.serve();
      engine.listen(clients.signals());
      engine.beat();
      return new Worker(engine, config.drainGrace());
    } catch (RuntimeException | Error e) {
      undo(undo, e);
      throw e;
    }
  }

  private static void undo(Deque<Runnable> started, Throwable cause) {
    for (Runnable each : started) {
      try {
        each.run();
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /**
   * The handlers on the class path, found by {@link ServiceLoader}, and {@code exec}, {@code http}
   * and programs where the configuration allows them.
   */
  public static List<TaskHandler> discoveredHandlers(WorkerConfig config) {
    List<TaskHandler> handlers = new ArrayList<>();
    ServiceLoader.load(TaskHandler.class).forEach(handlers::add);
    handlers.addAll(config.handlers().handlers(System.getenv()));
    return handlers;
  }

  /** Attempts that run now. */
  public int running() {
    return engine.running();
  }

  /** Slots that are lost to handlers that don't stop when interrupted. */
  public int lostSlots() {
    return engine.lostSlots();
  }

  /** Its meters; an application adds its own registry here. */
  public CompositeMeterRegistry meters() {
    return engine.vitals().meters();
  }

  /** Where it answers questions about its health and metrics, if it was given a port. */
  public Optional<String> healthUrl() {
    return engine.vitals().url();
  }

  /**
   * Completes when the worker has ended; exceptionally if it ended by itself because it could not
   * go on, as after running out of memory. The process should end then.
   */
  public CompletionStage<Void> ended() {
    return engine.ended().thenApply(nothing -> nothing);
  }

  /**
   * Ends the worker: takes no more tasks, hands back those that wait, lets those that run go on for
   * the grace time, interrupts and hands back what runs still. Returns when all reports are
   * acknowledged or can't be in a few seconds. A second call returns when the first is done.
   */
  public void drain(Duration grace) {
    engine.drain(grace);
  }

  /** Drains with the configured grace. */
  @Override
  public void close() {
    drain(drainGrace);
  }
}
