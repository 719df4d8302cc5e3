package dev.sluice.benchmarks.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The temporary folder of a run: data of every site, and the logs of all processes. */
public final class Workplace implements AutoCloseable {

  private final Path folder;
  private volatile boolean logsAreKept;
  private int sites;

  private Workplace(Path folder) {
    this.folder = folder;
  }

  public static Workplace create() {
    try {
      Path folder = Files.createTempDirectory("sluice-bench-");
      Files.createDirectory(folder.resolve("logs"));
      return new Workplace(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fresh folder for the data of one site. */
  Path newSite() {
    sites++;
    return site(sites);
  }

  private Path site(int number) {
    return folder.resolve("site-" + number);
  }

  /** Where the processes log to. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** Keeps the logs when all else is removed, for somebody who finds out what went wrong. */
  public void keepLogs() {
    logsAreKept = true;
  }

  @Override
  public void close() {
    for (int site = 1; site <= sites; site++) {
      remove(site(site));
    }
    if (!logsAreKept) {
      remove(folder);
    }
  }

  /** Best effort: it is a temporary folder. */
  static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      return;
    }
  }
}
