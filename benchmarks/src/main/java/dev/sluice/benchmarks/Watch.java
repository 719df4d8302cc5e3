package dev.sluice.benchmarks;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Bounds the time of a workload, and ends it when the processes under it end.
 *
 * @param logs what the processes wrote, named in every error
 */
record Watch(Path logs) {

  /**
   * Does the work on a thread of its own.
   *
   * @param failure completes exceptionally once the work can't succeed any more
   * @throws BenchException if it failed or took too long
   */
  <T> T within(String name, Duration atMost, CompletableFuture<Void> failure, Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .start(() -> {
              try {
                done.complete(work.get());
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            });
    var unused =
        failure.exceptionally(cause -> {
          done.completeExceptionally(cause);
          return null;
        });
    try {
      return done.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BenchException(
          ExitCode.TIMED_OUT,
          "%s took longer than %d s; what the processes say is in %s"
              .formatted(name, atMost.toSeconds(), logs),
          e);
    } catch (ExecutionException e) {
      throw failed(name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, name + " was interrupted", e);
    } finally {
      thread.interrupt();
    }
  }

  private BenchException failed(String name, Throwable cause) {
    Throwable reason =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    ExitCode code =
        switch (reason) {
          case BenchException bench -> bench.exitCode();
          case CommandException command -> command.exitCode();
          default -> ExitCode.FAILED;
        };
    String message = reason.getMessage() == null ? reason.toString() : reason.getMessage();
    return new BenchException(
        code, "%s: %s; what the processes say is in %s".formatted(name, message, logs), reason);
  }
}
