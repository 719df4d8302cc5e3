package dev.sluice.worker.handler.program;

import java.io.IOException;
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
   * Starts a program.
   *
   * @param command program and arguments; no shell reads it
   * @param env on top of the few variables that are passed on
   */
  public ProcessTree start(List<String> command, Map<String, String> env, Optional<Path> dir)
      throws IOException {
    String mark = id + "/" + started.incrementAndGet() + "/";
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    PASSED_ON.forEach(
        name -> variable(name).ifPresent(value -> builder.environment().put(name, value)));
    builder.environment().putAll(env);
    builder.environment().put(MARK, mark);
    dir.ifPresent(path -> builder.directory(path.toFile()));
    watchdog.watch();
    return new ProcessTree(builder.start(), mark);
  }

  /** Ends what is left of all programs. */
  @Override
  public void close() {
    watchdog.close();
    Marks.carriers(id).forEach(ProcessHandle::destroyForcibly);
  }
}
