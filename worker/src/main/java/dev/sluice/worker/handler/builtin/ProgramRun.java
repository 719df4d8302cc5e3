package dev.sluice.worker.handler.builtin;

import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.program.ProcessTree;
import dev.sluice.worker.handler.program.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of one program. Its streams are read and written by threads of their own. */
final class ProgramRun {

  private static final Logger LOG = LoggerFactory.getLogger(ProgramRun.class);
  private static final int ERROR_BYTES = 4 * 1024;
  private static final Duration STREAMS_WAIT = Duration.ofSeconds(2);

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
    Process process = start();
    boolean ended = false;
    try {
      Thread feeding = reading(() -> feed(process.getOutputStream()));
      Thread reading = reading(() -> out.readAll(process.getInputStream()));
      Thread complaining = reading(() -> err.readAll(process.getErrorStream()));
      int code = process.waitFor();
      ended = true;
      // Something that the program left behind may hold its streams open: don't wait for that.
      join(reading, process.getInputStream());
      join(complaining, process.getErrorStream());
      feeding.interrupt();
      checkNotKilled();
      check(code);
      return out.bytes();
    } finally {
      if (!ended) {
        kill();
      }
    }
  }

  private Process start() throws NonRetryableException, InterruptedException {
    synchronized (this) {
      if (killed) {
        throw new InterruptedException("Stopped before the program was started");
      }
      try {
        tree = programs.start(params.command(), params.env(), params.dir());
        return tree.root();
      } catch (IOException e) {
        throw new NonRetryableException("The program can't be started: " + e.getMessage(), e);
      }
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

  private void feed(OutputStream stdin) throws IOException {
    try (stdin) {
      if (params.stdin().isPresent()) {
        stdin.write(params.stdin().get().getBytes(StandardCharsets.UTF_8));
      }
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

  /** Platform threads: reading a pipe would pin a virtual thread's carrier. */
  private static Thread reading(Streaming streaming) {
    return Thread.ofPlatform()
        .daemon()
        .name("sluice-exec-stream")
        .start(() -> {
          try {
            streaming.run();
          } catch (IOException e) {
            LOG.debug("A program's stream was closed", e);
          }
        });
  }

  private static void join(Thread reading, InputStream stream)
      throws InterruptedException, IOException {
    if (!reading.join(STREAMS_WAIT)) {
      stream.close();
    }
  }
}
