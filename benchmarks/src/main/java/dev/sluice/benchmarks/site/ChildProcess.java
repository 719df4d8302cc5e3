package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process on a leash. What it writes goes to a log file; one line of it says that it is ready.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_DEATH = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(40);

  private final String role;
  private final Process process;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private volatile boolean expectedToEnd;

  private ChildProcess(String role, Process process, Path log) {
    this.role = role;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param role what it is, for messages
   * @param readyLine what the line begins with that says that it is ready
   */
  static ChildProcess start(String role, List<String> command, String readyLine, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // What the user's environment says is meant for other processes, and would change the figures.
    builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
    try {
      ChildProcess child = new ChildProcess(role, builder.start(), log);
      Thread.ofPlatform().daemon().name(role + " log").start(() -> child.copyOutput(readyLine));
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all processes that this one has started, so that nobody writes any more. */
  public static void killAll() {
    List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
    for (ProcessHandle process : all) {
      var unused = process.destroyForcibly();
    }
    try {
      CompletableFuture.allOf(
              all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(LONGEST_DEATH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return; // the leash ends them
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copyOutput(String readyLine) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Writer file =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line);
        file.write('\n');
        file.flush();
        if (line.startsWith(readyLine)) {
          ready.complete(line.substring(readyLine.length()));
        }
      }
    } catch (IOException e) {
      // it was killed, or its log is gone with the folder
    }
    ready.completeExceptionally(ended(null));
  }

  /**
   * Waits until it is ready.
   *
   * @return the rest of the line that said so
   */
  String awaitReady() {
    try {
      return ready.get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BenchException(
          ExitCode.TIMED_OUT,
          "the %s was not ready within %d s; its log: %s"
              .formatted(role, LONGEST_START.toSeconds(), log),
          e);
    } catch (ExecutionException e) {
      throw ended(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(
          ExitCode.INTERRUPTED, "interrupted while the " + role + " was starting", e);
    }
  }

  private BenchException ended(@Nullable Throwable cause) {
    return new BenchException(
        ExitCode.FAILED, "the %s has ended; its log: %s".formatted(role, log), cause);
  }

  /** Completes exceptionally if it ends without having been asked to. */
  CompletableFuture<Void> died() {
    CompletableFuture<Void> died = new CompletableFuture<>();
    var unused =
        process
            .onExit()
            .thenRun(() -> {
              if (!expectedToEnd) {
                died.completeExceptionally(ended(null));
              }
            });
    return died;
  }

  long pid() {
    return process.pid();
  }

  /** Processor time so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Asks it to end as an operator would, and waits. */
  void stop() {
    expectedToEnd = true;
    // Not Process.destroy: that also lets go of the leash, and so kills.
    var unused = process.toHandle().destroy();
    awaitExit(GRACE);
  }

  /** Ends it as a crash would. */
  void kill() {
    expectedToEnd = true;
    process.destroyForcibly();
    awaitExit(GRACE);
  }

  private void awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
