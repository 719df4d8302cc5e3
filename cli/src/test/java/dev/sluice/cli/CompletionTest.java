package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script in a real shell. */
class CompletionTest {

  @TempDir static Path folder;

  private static Path script;

  @BeforeAll
  static void print() throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    TestConsole printed = TestConsole.sluice("completion", "bash");
    assertThat(printed.exitCode()).isZero();
    script = Files.writeString(folder.resolve("sluice.bash"), printed.out());
  }

  @Test
  void bashAcceptsTheScripts() throws Exception {
    String zsh = TestConsole.sluice("completion", "zsh").out();
    assertThat(zsh).startsWith("autoload -U +X compinit").endsWith(Files.readString(script));

    assertThat(bash("bash -n " + script)).isEmpty();
  }

  @Test
  void bashCompletesCommandsTheirOptionsAndTheWordsOfAnOption() throws Exception {
    assertThat(completed("sluice", "wa")).containsExactly("watch");
    assertThat(completed("sluice", "topics", "")).contains("apply", "verify");
    assertThat(completed("sluice", "watch", "--tim")).containsExactly("--timeout");
    assertThat(completed("sluice", "list", "-o", "js")).containsExactly("json", "jsonl");
    assertThat(completed("sluice", "completion", "z")).containsExactly("zsh");
  }

  private static List<String> completed(String... words) throws Exception {
    String array = "\"" + String.join("\" \"", words) + "\"";
    return bash(". %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_sluice 2>/dev/null; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script, array, words.length - 1))
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String bash(String command) throws Exception {
    Process bash = new ProcessBuilder("/bin/bash", "-c", command).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
