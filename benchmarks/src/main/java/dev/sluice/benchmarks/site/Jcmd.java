package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM about itself, with the JDK's own tool. */
public record Jcmd(long pid) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  /** Bytes of the objects that live in its heap, after a full collection. */
  public long liveHeapBytes() {
    String histogram = run("GC.class_histogram");
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new BenchException("jcmd gave no total of the heap: " + histogram.lines().findFirst());
    }
    return Long.parseLong(total.group(1));
  }

  /** Begins to record what it does. */
  public void startRecording(String name) {
    var unused = run("JFR.start", "name=" + name, "settings=profile");
  }

  /** Ends a recording and writes it to this file. */
  public void stopRecording(String name, Path file) {
    var unused = run("JFR.stop", "name=" + name, "filename=" + file.toAbsolutePath());
  }

  private String run(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new BenchException("jcmd " + String.join(" ", words) + " failed: " + output.strip());
      }
      return output;
    } catch (IOException e) {
      throw new BenchException(
          ExitCode.FAILED, "jcmd can't be run (" + e.getMessage() + "); run bench with a JDK", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }
}
