package dev.sluice.worker.handler.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds processes by what their environment says, where the system shows it: on Linux. */
final class Marks {

  private static final Path PROCESSES = Path.of("/proc");

  private Marks() {}

  /** Those that live and whose environment contains a text. */
  static List<ProcessHandle> carriers(String mark) {
    List<ProcessHandle> carriers = new ArrayList<>();
    if (!Files.isDirectory(PROCESSES)) {
      return carriers;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (carries(process, mark)) {
          long pid = Long.parseLong(process.getFileName().toString());
          ProcessHandle.of(pid).filter(ProcessHandle::isAlive).ifPresent(carriers::add);
        }
      }
    } catch (IOException e) {
      return carriers; // no such directory to read: nothing to find
    }
    return carriers;
  }

  private static boolean carries(Path process, String mark) {
    try {
      byte[] environment = Files.readAllBytes(process.resolve("environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(mark);
    } catch (IOException e) {
      return false; // ended meanwhile, or another user's
    }
  }
}
