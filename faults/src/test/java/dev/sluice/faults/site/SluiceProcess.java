package dev.sluice.faults.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code sluice} command as a process of its own, with the class path of the tests. */
public final class SluiceProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;

  private SluiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the command; all that it writes goes to the log. */
  static SluiceProcess start(Path log, List<String> jvm, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // starts sooner: classes of the class path are not verified
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sluice.cli.Sluice"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return new SluiceProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the log has this text. */
  public SluiceProcess awaitSaid(String text) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> {
          boolean ended = !process.isAlive();
          if (!log().contains(text)) {
            assertThat(ended).as("ended before it said \"%s\": %s", text, this).isFalse();
            throw new AssertionError("\"" + text + "\" is not in the log of " + this);
          }
        });
    return this;
  }

  /** As {@code kill -9}: it gets no chance to say or do anything. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** Asks it to end in order, and does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Stands still, as a machine that swaps or a hypervisor that moves it; until it goes on. */
  public void pause() {
    signal("STOP");
  }

  /** Goes on after a pause. */
  public void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).as("kill -%s", name).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public boolean alive() {
    return process.isAlive();
  }

  void awaitEnd() {
    process.onExit().join();
  }

  /** Waits for the end. */
  public int exitCode() {
    return exitCode(PATIENCE);
  }

  /** Waits for the end, but no longer than this. */
  public int exitCode(Duration atMost) {
    try {
      assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
          .as("ended within %s: %s", atMost, this)
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  /** All that it has written. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return log.getFileName() + (process.isAlive() ? " (alive)" : " (ended)") + ", log: " + log;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
