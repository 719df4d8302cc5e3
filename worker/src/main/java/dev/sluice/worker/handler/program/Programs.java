package dev.sluice.worker.handler.program;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts programs with an environment of their own: PATH, HOME and LANG of the worker's, what the
 * caller adds, and the mark {@value #MARK}. Where the worker is killed, a watchdog ends what runs.
 * Thread-safe.
 */
public final class Programs implements AutoCloseable {

  /** The variable that a program and all that it starts carry. */
  public static final String MARK = "SLUICE_PROGRAM";

  private static final List<String> PASSED_ON = List.of("PATH", "HOME", "LANG");
  private static final List<String> RELAY = List.of("cat");

  private final Map<String, String> environment;
  private final String id = UUID.randomUUID().toString();
  private final AtomicLong started = new AtomicLong();
  private final Watchdog watchdog = new Watchdog(id);

  /**
   * @param environment the worker's own
   */
  public Programs(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** A variable of the worker's. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /**
   * Starts a program that reads what is there already.
   *
   * @param command program and arguments; no shell reads it
   * @param env on top of the few variables that are passed on
   * @param stdin what it reads; a pipe has to be closed, and not to be written to: see {@link
   *     #startFed}
   */
  public ProcessTree start(
      List<String> command, Map<String, String> env, Optional<Path> dir, Redirect stdin)
      throws IOException {
    String mark = nextMark();
    var builder = builder(command, mark, env, dir).redirectInput(stdin);
    watchdog.watch();
    return new ProcessTree(builder.start(), mark, null);
  }

  /**
   * Starts a program that is told more and more. A write to a pipe that is full comes to an end
   * when all who may read it are gone, and what the program leaves behind may be one of them. So
   * this end of the pipe is held by a relay, {@code cat}, which can always be killed.
   *
   * @param command program and arguments; no shell reads it
   * @param env on top of the few variables that are passed on
   */
  public ProcessTree startFed(List<String> command, Map<String, String> env, Optional<Path> dir)
      throws IOException {
    String mark = nextMark();
    var relay = builder(RELAY, mark, Map.of(), Optional.empty()).redirectError(Redirect.DISCARD);
    watchdog.watch();
    List<Process> both =
        ProcessBuilder.startPipeline(List.of(relay, builder(command, mark, env, dir)));
    return new ProcessTree(both.get(1), mark, both.get(0));
  }

  private String nextMark() {
    return id + "/" + started.incrementAndGet() + "/";
  }

  private ProcessBuilder builder(
      List<String> command, String mark, Map<String, String> env, Optional<Path> dir) {
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    PASSED_ON.forEach(
        name -> variable(name).ifPresent(value -> builder.environment().put(name, value)));
    builder.environment().putAll(env);
    builder.environment().put(MARK, mark);
    dir.ifPresent(path -> builder.directory(path.toFile()));
    return builder;
  }

  /** Ends what is left of all programs. */
  @Override
  public void close() {
    watchdog.close();
    Marks.carriers(id).forEach(ProcessHandle::destroyForcibly);
  }
}
