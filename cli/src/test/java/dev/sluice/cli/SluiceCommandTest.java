package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SluiceCommandTest {

  private static final Path EXAMPLES = Path.of("..", "examples");

  @TempDir Path folder;

  @Test
  void aCyclicFileExitsWith7AndShowsTheCycle() throws IOException {
    Path file =
        file("c.yaml", "tasks:\n- {id: a, type: x, needs: [b]}\n- {id: b, type: x, needs: [a]}\n");

    TestConsole run = sluice("validate", file);

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .containsExactly(
            "sluice: "
                + file
                + ":2:28: the tasks wait for each other: a -> b -> a; remove one of these needs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tasks: [{id: a, type: x, needs: [z]}]       | 7
          tasks: [{id: a, type: x, needs: [a]}]       | 7
          tasks: [{id: a, type: x}, {id: a, type: x}] | 7
          tasks: [{id: a, type: x                     | 7
          ' '                                         | 7
          """)
  void everyBadFileIsOneLineOnStderrWithoutAStackTrace(String text, int exitCode)
      throws IOException {
    Path file = file("bad.yaml", text);

    for (String command : new String[] {"validate", "plan", "run"}) {
      TestConsole run = sluice(command, file);

      assertThat(run.exitCode()).as(command).isEqualTo(exitCode);
      assertThat(run.out()).isEmpty();
      assertThat(run.errLines())
          .singleElement()
          .asString()
          .matches("sluice: .*bad.yaml:\\d+:\\d+: .+; .+");
    }
  }

  @Test
  void aMissingFileIs3AndAFolderIs2() {
    TestConsole missing = sluice("validate", folder.resolve("none.yaml"));
    TestConsole directory = sluice("run", folder);

    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.errLines())
        .containsExactly(
            "sluice: " + folder.resolve("none.yaml") + ": no such file; check the path");
    assertThat(directory.exitCode()).isEqualTo(2);
    assertThat(directory.errLines())
        .containsExactly("sluice: " + folder + ": is a directory; name a batch file in it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rum x.yaml                | unknown command 'rum'; did you mean 'run'? See sluice --help
          rum --help                | unknown command 'rum'; did you mean 'run'? See sluice --help
          topics aply --help        | unknown command 'aply'; did you mean 'apply'? See sluice topics --help
          run x.yaml --worker 2     | unknown option '--worker'; did you mean '--workers'? See sluice run --help
          run                       | Missing required parameter: 'FILE'; see sluice run --help
          topics                    | say apply or verify; see sluice topics --help
          status b -o xml           | Invalid value for option '--output': 'xml' is none of table, json, jsonl, csv, yaml; see sluice status --help
          status b                  | no broker is named; add --bootstrap-server HOST:PORT or set SLUICE_BOOTSTRAP_SERVERS
          run x.yaml --timeout 3    | --timeout: the duration '3' has no unit; write for example 3s
          run x.yaml --report r.pdf | --report r.pdf: the format is not known; end the name in .html, .json or .txt
          export b --to r.xls       | --to r.xls: the format is not known; end the name in .jsonl, .json or .csv, or add -o
          export b --raw            | --raw is for CSV; jsonl has all text as it is
          export b --force          | --force is for --to; add it
          export ../b               | '''../b'' is no batch id; it has 1 to 200 letters, digits and . _ : -'
          report b --to r.pdf       | --to r.pdf: the format is not known; end the name in .html, .json or .txt, or add -o
          report b --top 0          | --top is 0; give a number from 1 to 1000
          compare a                 | Missing required parameter: 'BATCH-B'; see sluice compare --help
          compare a b --fail-if p95>10% | --fail-if 'p95>10%' is no condition: a percentage is a change; write +10% for an increase
          run x.yaml --results r.txt | --results r.txt: the format is not known; end the name in .jsonl, .json or .csv
          run x.yaml --concurrency many | --concurrency is 'many'; give a number from 1 to 10000, or adaptive
          validate x.yaml --time-scale -1 | --time-scale is -1.0; give a number from 0 to 1000000
          topics apply --partitions 0 | partitions must be 1 to 10000: 0; see --help
          """)
  void aWrongCommandLineIs2WithOneLineThatHelps(String line, String message) {
    TestConsole run = sluice((Object[]) line.split(" "));

    assertThat(run.errLines()).containsExactly("sluice: " + message);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void helpAndVersionGoToStdout() {
    assertThat(sluice("--help").out())
        .contains("Usage: sluice", "validate", "Examples:", "sluice mcp, a server for MCP clients");
    assertThat(sluice("run", "--help").out()).contains("--time-scale", "Examples:");
    assertThat(sluice("--version").out()).startsWith("sluice ");
    assertThat(sluice("--help").exitCode()).isZero();
  }

  @Test
  void commandsBelowTopicsShowTheirOwnExamples() {
    assertThat(sluice("topics", "apply", "--help").out())
        .contains("sluice topics apply --boot")
        .doesNotContain("word-count");
    assertThat(sluice("topics", "verify", "--help").out())
        .contains("sluice topics verify --boot")
        .doesNotContain("word-count");
  }

  @Test
  void aTypeThatNobodyServesEndsARunAndNotAValidation() throws IOException {
    Path file = file("t.yaml", "tasks: [{id: a, type: ecko}, {id: b, type: ecko}]");

    TestConsole run = sluice("run", file);

    assertThat(run.errLines())
        .containsExactly(
            "sluice: "
                + file
                + ":1:9: no worker here serves the type 'ecko' of task 'a'; did you mean 'echo'?");
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(sluice("validate", file).exitCode()).isZero();
  }

  @Test
  void resultsIntoAFolderThatIsNotThereAre3() throws IOException {
    Path file = file("n.yaml", "tasks: [{id: a, type: noop}]");
    TestConsole run = sluice("run", file, "--results", folder.resolve("none/r.csv"));

    assertThat(run.errLines())
        .containsExactly(
            "sluice: " + folder.resolve("none") + ": no such folder; create it or choose another");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void anUnreachableBrokerIs8() {
    TestConsole run =
        sluice(
            "status",
            "b",
            "--bootstrap-server",
            "127.0.0.1:1",
            "-X",
            "default.api.timeout.ms=1500",
            "-X",
            "request.timeout.ms=1000");

    assertThat(run.errLines()).singleElement().asString().startsWith("sluice: ").contains("; ");
    assertThat(run.exitCode()).isEqualTo(8);
  }

  @Test
  void debugShowsTheStackTrace() {
    assertThat(sluice("validate", folder.resolve("x"), "--debug").err())
        .contains("NoSuchFileException", "\tat ");
  }

  @Test
  void namesFromFilesCannotTouchTheTerminal() throws IOException {
    Path file = file("e.yaml", "tasks: [{id: \"\\e[31mred\\n\", type: x}]");

    assertThat(sluice("validate", file).err())
        .contains("'red ' is no task id")
        .doesNotContain("\u001b");
  }

  @Test
  void standardInputIsABatchFileToo() {
    TestConsole run = TestConsole.reading("{\"id\":\"a\",\"type\":\"noop\"}").run("validate", "-");

    assertThat(run.errLines()).containsExactly("sluice: stdin: ok, jsonl with 1 task and 0 needs");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void allExamplesAreValid() throws IOException {
    try (var examples = Files.list(EXAMPLES)) {
      assertThat(examples.filter(Files::isRegularFile).toList())
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(example -> assertThat(sluice("validate", example).exitCode()).isZero());
    }
  }

  @Test
  void aPlanShowsLayersAndTheCriticalPath() {
    TestConsole run = sluice("plan", EXAMPLES.resolve("diamond.yaml"));

    assertThat(run.out())
        .isEqualTo(
            """
            batch          diamond
            tasks          4 in 3 layers
            estimate       at least 300 ms, 500 ms of work (2 tasks of unknown duration counted as 0)
            critical path  extract -> enrich -> load

            layer 1         1  extract
            layer 2         2  clean, enrich
            layer 3         1  load
            """);
  }

  @Test
  void aPlanIsDataToo() {
    assertThat(sluice("plan", EXAMPLES.resolve("diamond.yaml"), "-o", "jsonl").out())
        .isEqualTo(
            """
            {"name":"diamond","tasks":4,"widest":2,"estimatedMs":300,"workMs":500,\
            "tasksWithKnownDuration":2,"criticalPath":["extract","enrich","load"],\
            "layers":[["extract"],["clean","enrich"],["load"]]}
            """);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
