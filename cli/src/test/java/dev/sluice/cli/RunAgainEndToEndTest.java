package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same command on a directory that is kept. */
class RunAgainEndToEndTest {

  @TempDir Path folder;

  @Test
  void whatHasEndedIsShownAgainAndRunsAnewOnlyWhenAsked() throws IOException {
    Path batch = Files.writeString(folder.resolve("b.yaml"), tasks("exit 3"));

    TestConsole first = run(batch, "first.jsonl");
    TestConsole same = run(batch, "same.jsonl");

    assertThat(first.exitCode()).as(first.err()).isEqualTo(5);
    assertThat(same.exitCode()).as(same.err()).isEqualTo(5);
    assertThat(same.out()).isEqualTo(first.out());
    assertThat(same.err())
        .contains("has ended already, this is its summary; --again runs it anew")
        .contains("3 results in ");
    assertThat(folder.resolve("same.jsonl")).hasSameTextualContentAs(folder.resolve("first.jsonl"));
    assertThat(folder.resolve("begun")).hasContent("first");

    TestConsole again = run(batch, "again.jsonl", "--again");

    assertThat(again.exitCode()).as(again.err()).isEqualTo(5);
    assertThat(again.out()).isNotEqualTo(first.out());
    assertThat(folder.resolve("begun")).hasContent("first\nfirst");
    assertThat(Files.readAllLines(folder.resolve("again.jsonl"))).hasSize(3);

    Path mended = Files.writeString(folder.resolve("b.yaml"), tasks("exit 0"));
    TestConsole other = run(mended, "other.jsonl");

    assertThat(other.exitCode()).as(other.err()).isZero();
    assertThat(folder.resolve("begun")).hasContent("first\nfirst\nfirst");
  }

  @Test
  void anotherContentUnderAChosenIdIsRefused() throws IOException {
    Path batch = Files.writeString(folder.resolve("b.yaml"), "id: mine\n" + tasks("exit 0"));
    assertThat(run(batch, "first.jsonl").exitCode()).isZero();

    TestConsole again = run(batch, "again.jsonl", "--again");
    Files.writeString(batch, "id: mine\n" + tasks("exit 1"));
    TestConsole changed = run(batch, "changed.jsonl");

    String remedy =
        ", as 'id' in the file says; change or remove that id, or take another directory";
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.errLines().getLast())
        .isEqualTo("sluice: " + data() + ": there is already batch mine" + remedy);
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.errLines().getLast())
        .isEqualTo("sluice: " + data() + ": another content was run as batch mine" + remedy);
    assertThat(folder.resolve("begun")).hasContent("first");
  }

  private static String tasks(String end) {
    return """
    tasks:
      - {id: first, type: exec, params: {command: [sh, -c, "echo first >> begun; echo out"]}}
      - {id: second, type: exec, params: {command: [sh, -c, "%s"]}, needs: [first]}
      - {id: third, type: noop, needs: [second]}
    """
        .formatted(end);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private TestConsole run(Path batch, String results, String... more) {
    Object[] args = new Object[6 + more.length];
    args[0] = "run";
    args[1] = batch;
    args[2] = "--data-dir";
    args[3] = data();
    args[4] = "--results";
    args[5] = folder.resolve(results);
    System.arraycopy(more, 0, args, 6, more.length);
    return sluice(args);
  }
}
