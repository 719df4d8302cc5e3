package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No process starts with a configuration that says what can't be. */
@DisplayName("B52 a bad configuration is exit code 2 and one line with key, origin and remedy")
class BadConfigurationTest {

  private static final List<List<String>> PROCESSES =
      List.of(
          List.of("scheduler"),
          List.of("worker"),
          List.of("topics", "verify"),
          List.of("status", "b"),
          List.of("list"));

  @TempDir Path folder;

  /** Lines of the file, variables, and what has to be said. */
  record Case(String what, String file, Map<String, String> env, String key, String words) {

    @Override
    public String toString() {
      return what;
    }
  }

  private static Case file(String what, String text, String key, String words) {
    return new Case(what, text, Map.of(), key, words);
  }

  static Stream<Case> cases() {
    String threads = "sluice.scheduler.threads";
    String memory = "sluice.scheduler.rocksdb-memory";
    String range = "(c.properties:1) must be an integer, 1 to 64";
    String size = "(c.properties:1) must be a size such as 900B, 64KiB, 5MiB, 8MiB to 64GiB";
    return Stream.of(
        file(
            "unknown key",
            "sluice.worker.concurency=4",
            "sluice.worker.concurency (c.properties:1) is no key of Sluice",
            "did you mean sluice.worker.concurrency?"),
        file(
            "unknown key of the scheduler",
            "\n\nsluice.scheduler.thread=4",
            "sluice.scheduler.thread (c.properties:3) is no key of Sluice",
            "did you mean " + threads + "?"),
        new Case(
            "unknown variable",
            "",
            Map.of("SLUICE_WORKER_CONCURENCY", "4"),
            "SLUICE_WORKER_CONCURENCY",
            "did you mean SLUICE_WORKER_CONCURRENCY?"),
        file("wrong type", threads + "=many", threads + " = \"many\"", range),
        file("out of range", threads + "=65", threads + " = \"65\"", range),
        file("size without a unit", memory + "=134217728", memory, size),
        file("negative size", memory + "=-1MiB", memory, size),
        file(
            "duration without a unit",
            "sluice.worker.lock=30",
            "sluice.worker.lock = \"30\"",
            "(c.properties:1) must be a duration such as"),
        file("no boolean", "sluice.http.read-only=ja", "sluice.http.read-only", "true | false"),
        new Case(
            "a wrong variable",
            "",
            Map.of("SLUICE_SCHEDULER_THREADS", "0"),
            threads,
            "(SLUICE_SCHEDULER_THREADS) must be an integer, 1 to 64"),
        new Case(
            "file against environment",
            threads + "=2",
            Map.of("SLUICE_SCHEDULER_THREADS", "3"),
            threads + " (c.properties:1)",
            "is set to another value by SLUICE_SCHEDULER_THREADS; remove one"),
        file(
            "key twice",
            "a=1\n" + threads + "=2\n" + threads + "=2",
            threads + " (c.properties:3)",
            "is there already at c.properties:2; remove one"),
        file(
            "no brokers",
            "bootstrap.servers=",
            "bootstrap.servers (c.properties:1)",
            "is empty; write host:port"),
        file(
            "brokers without a port",
            "bootstrap.servers=kafka, other:9092",
            "bootstrap.servers (c.properties:1)",
            "'kafka' is no host:port"),
        file(
            "a letter that is none",
            "ssl.key.password=\\u12 planted",
            "ssl.key.password (c.properties:1)",
            "malformed"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBadConfigurationStartsNothing(Case bad) throws IOException {
    Path file = Files.writeString(folder.resolve("c.properties"), bad.file());
    for (List<String> process : PROCESSES) {
      TestConsole run = start(process, file, bad.env());

      assertThat(run.errLines())
          .as("%s", process)
          .singleElement()
          .asString()
          .startsWith("sluice: " + bad.key())
          .contains(bad.words())
          .doesNotContain("planted");
      assertThat(run.exitCode()).as("%s", process).isEqualTo(2);
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void aFileThatIsNotThereOrIsNoTextStartsNothing() throws IOException {
    Path binary = Files.write(folder.resolve("b.properties"), new byte[] {(byte) 0xFF, 0});
    for (List<String> process : PROCESSES) {
      TestConsole missing = start(process, folder.resolve("none"), Map.of());
      assertThat(missing.exitCode()).isEqualTo(3);
      assertThat(missing.errLines()).singleElement().asString().contains("none: no such file");

      TestConsole noText = start(process, binary, Map.of());
      assertThat(noText.exitCode()).isEqualTo(2);
      assertThat(noText.errLines()).singleElement().asString().contains("not UTF-8 text");

      TestConsole directory = start(process, folder, Map.of());
      assertThat(directory.exitCode()).isEqualTo(2);
      assertThat(directory.errLines()).singleElement().asString().contains("is a directory");
    }
  }

  @Test
  @DisplayName("a byte order mark and line ends of Windows are no mistakes")
  void aByteOrderMarkAndLineEndsOfWindowsAreNoMistakes() throws IOException {
    byte[] text =
        "\uFEFFsluice.scheduler.threads=2\r\nbootstrap.servers=h:1\r\n"
            .getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("w.properties"), text);

    TestConsole shown = start(List.of("config", "show", "--origin"), file, Map.of());

    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("bootstrap.servers=h:1  (w.properties:2)")
        .contains("sluice.scheduler.threads=2  (w.properties:1)");
  }

  private static TestConsole start(List<String> process, Path file, Map<String, String> env) {
    List<Object> words = new ArrayList<>(process);
    words.addAll(Arrays.asList("--command-config", file));
    return TestConsole.with(env).run(words.toArray());
  }
}
