package dev.sluice.worker.handler.builtin;

import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.program.ProcessTree;
import dev.sluice.worker.handler.program.Programs;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of one program. What it reads is a file, and what it writes is read by threads of their
 * own until it ends: nothing here waits for what it leaves behind.
 */
final class ProgramRun {

  private static final Logger LOG = LoggerFactory.getLogger(ProgramRun.class);
  private static final int ERROR_BYTES = 4 * 1024;

  private final ExecParams params;
  private final Programs programs;
  private final int outputLimit;
  private final CappedOutput out;
  private final CappedOutput err = CappedOutput.last(ERROR_BYTES);
  private @Nullable ProcessTree tree;
  private boolean killed;

  ProgramRun(ExecParams params, Programs programs, int outputLimit) {
    this.params = params;
    this.programs = programs;
    this.outputLimit = outputLimit;
    this.out = CappedOutput.first(outputLimit);
  }

  /**
   * Runs the program to its end.
   *
   * @throws InterruptedException if interrupted; the program is killed then
   */
  byte[] output()
      throws NonRetryableException, ProcessFailedException, InterruptedException, IOException {
    ProcessTree started = start();
    Process process = started.root();
    Thread reading = reading(process, "out", () -> out.readAll(started.output()));
    Thread complaining = reading(process, "err", () -> err.readAll(started.errors()));
    boolean ended = false;
    try {
      started.input().close(); // it has its file, or nothing to read
      int code = process.waitFor();
      ended = true;
      started.output().expect();
      started.errors().expect();
      reading.join();
      complaining.join();
      checkNotKilled();
      check(code);
      return out.bytes();
    } finally {
      if (!ended) {
        kill();
      }
      reading.interrupt();
      complaining.interrupt();
    }
  }

  private ProcessTree start() throws NonRetryableException, InterruptedException, IOException {
    try (var stdin = StandardInput.of(params.stdin())) {
      return start(stdin.redirect());
    }
  }

  private synchronized ProcessTree start(Redirect stdin)
      throws NonRetryableException, InterruptedException {
    if (killed) {
      throw new InterruptedException("Stopped before the program was started");
    }
    try {
      tree = programs.start(params.command(), params.env(), params.dir(), stdin);
      return tree;
    } catch (IOException e) {
      throw new NonRetryableException("The program can't be started: " + e.getMessage(), e);
    }
  }

  /** Kills the program and all that it started. Any thread. */
  synchronized void kill() {
    killed = true;
    if (tree != null) {
      tree.kill();
    }
  }

  private synchronized void checkNotKilled() throws InterruptedException {
    if (killed) {
      throw new InterruptedException("The program was killed");
    }
  }

  private void check(int code) throws NonRetryableException, ProcessFailedException {
    if (code != 0) {
      String complaint = new String(err.bytes(), StandardCharsets.UTF_8).strip();
      throw new ProcessFailedException(
          params.command().get(0)
              + " ended with exit code "
              + code
              + (complaint.isEmpty() ? "" : ": " + complaint));
    }
    if (out.total() > outputLimit) {
      throw new NonRetryableException(
          "The program wrote " + out.total() + " bytes, the limit is " + outputLimit);
    }
  }

  private interface Streaming {
    void run() throws IOException;
  }

  /** Platform threads: handlers that compute may keep every carrier of virtual ones. */
  private static Thread reading(Process process, String stream, Streaming streaming) {
    return Thread.ofPlatform()
        .daemon()
        .name("sluice-exec-" + process.pid() + "-" + stream)
        .start(() -> {
          try {
            streaming.run();
          } catch (IOException e) {
            LOG.debug("A program's stream was closed", e);
          }
        });
  }
}
