package dev.sluice.cli.local;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The runs of a directory that is kept, one small file each, so that the next one finds its batch
 * again however the one before has ended. Belongs to who holds the directory's broker.
 */
public final class KeptRuns {

  private static final String EXTENSION = ".properties";

  private final Path folder;

  private KeptRuns(Path folder) {
    this.folder = folder;
  }

  public static KeptRuns in(Path dataDirectory) throws IOException {
    return new KeptRuns(Files.createDirectories(dataDirectory.resolve("runs")));
  }

  /** All runs, the oldest first. */
  public List<KeptRun> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(EXTENSION))
          .sorted()
          .map(KeptRuns::read)
          .toList();
    }
  }

  /** The last run of this. */
  public Optional<KeptRun> last(String fingerprint) throws IOException {
    return all().stream()
        .filter(run -> run.fingerprint().equals(fingerprint))
        .reduce((earlier, later) -> later);
  }

  /** A new run, written down before anything of it is submitted. */
  public KeptRun begin(String fingerprint, String batchId) throws IOException {
    int number = all().size() + 1;
    Path file = folder.resolve("%06d%s".formatted(number, EXTENSION));
    return written(new KeptRun(file, fingerprint, batchId, false, false));
  }

  /** All of it has reached the broker. */
  public KeptRun submitted(KeptRun run) throws IOException {
    return written(run.asSubmitted());
  }

  /** It has ended. */
  public KeptRun ended(KeptRun run) throws IOException {
    return written(run.asEnded());
  }

  private KeptRun written(KeptRun run) throws IOException {
    Path draft = folder.resolve("draft");
    try (OutputStream out = Files.newOutputStream(draft)) {
      run.properties().store(out, null);
    }
    Files.move(
        draft, run.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return run;
  }

  private static KeptRun read(Path file) {
    var properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
      return KeptRun.of(file, properties);
    } catch (IOException | IllegalArgumentException e) {
      String line =
          "%s: can't be read (%s); remove it, its batch is not found again then"
              .formatted(file, e.getMessage());
      throw new CommandException(ExitCode.FAILED, List.of(line), e);
    }
  }
}
