package dev.sluice.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs that tasks of this process have started. A process that is killed can't take them along,
 * so it writes down twice a second which ones run; the next one on the directory ends those that
 * still do, because their tasks are going to run again.
 */
final class Leftovers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
  private static final long PAUSE_MS = 500;

  /** The operating system tells when a process started by a clock that may be set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final Path file;
  private final Thread watch;

  /** A program, named so that no other that gets its number later is taken for it. */
  private record Program(long pid, Instant started) {

    static Optional<Program> of(ProcessHandle handle) {
      return handle.info().startInstant().map(started -> new Program(handle.pid(), started));
    }

    static Optional<Program> of(String line) {
      String[] words = line.split(" ", -1);
      try {
        return words.length == 2
            ? Optional.of(
                new Program(
                    Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1]))))
            : Optional.empty();
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    String line() {
      return pid + " " + started.toEpochMilli();
    }

    Optional<ProcessHandle> alive() {
      return ProcessHandle.of(pid)
          .filter(handle ->
              Program.of(handle)
                  .filter(
                      now -> Duration.between(started, now.started).abs().compareTo(TOLERANCE) <= 0)
                  .isPresent());
    }
  }

  private Leftovers(Path file) {
    this.file = file;
    this.watch = Thread.ofPlatform().daemon().name("sluice-programs").unstarted(this::watch);
  }

  static Leftovers in(Path directory) {
    return new Leftovers(directory.resolve("programs"));
  }

  /** Ends what the process before has left; says how many that were. */
  int end() {
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      List<ProcessHandle> alive =
          lines
              .flatMap(line -> Program.of(line).stream())
              .flatMap(program -> program.alive().stream())
              .flatMap(handle -> Stream.concat(handle.descendants(), Stream.of(handle)))
              .distinct()
              .toList();
      alive.forEach(ProcessHandle::destroyForcibly);
      return alive.size();
    } catch (IOException e) {
      log.warn("What an earlier run has left can't be read from {}", file, e);
      return 0;
    }
  }

  /** From now on writes down which programs run. */
  void startWatching() {
    watch.start();
  }

  private void watch() {
    List<String> written = List.of();
    try {
      while (!Thread.interrupted()) {
        List<String> running =
            ProcessHandle.current()
                .descendants()
                .flatMap(handle -> Program.of(handle).stream())
                .map(Program::line)
                .sorted()
                .toList();
        if (!running.equals(written)) {
          write(running);
          written = running;
        }
        Thread.sleep(PAUSE_MS);
      }
    } catch (IOException e) {
      log.warn("Which programs run can't be written to {}", file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<String> lines) throws IOException {
    Path draft = file.resolveSibling("programs.draft");
    Files.write(draft, lines);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
