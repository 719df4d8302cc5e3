package dev.sluice.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was meant as a placeholder is told, and what was not is left alone. */
class PlaceholderCheckTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ${fetch.ouput} | ${fetch.output}
          ${fetch.outputs} | ${fetch.output}
          ${fetch} | ${fetch.output}
          x ${fetch.output | ${fetch.output}
          ${fetch.output } | ${fetch.output}
          ${fetch.output#/a | ${fetch.output}
          ${a/b.c.result} | ${a/b.c.output}
          ${nobody.output | ${nobody.output}
          """)
  void aMisspeltOrUnclosedPlaceholderIsAProblemOfItsTask(String text, String meant)
      throws Exception {
    assertThat(problems(text))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.at().line()).isEqualTo(4);
          assertThat(problem.what()).startsWith("the parameters of task 'use' have '${");
          assertThat(problem.remedy()).startsWith("write " + meant + ", or $${");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "${fetch.output}",
        "${fetch.output#/a/b}",
        "${fetch.output#/a\\\"b}",
        "$${fetch.ouput}",
        "${HOME} and ${PATH:-x} and $(fetch)",
        "${unknown.word}",
        "$fetch {fetch.output}"
      })
  void placeholdersEscapesAndTheWordsOfAShellAreNone(String text) throws Exception {
    assertThat(problems(text)).isEmpty();
  }

  @Test
  void misspeltKeysAndMissingNeedsAreToldAtOnce() throws Exception {
    FileRejectedException rejected =
        read(
            """
            tasks:
              - {id: a, type: noop, priorty: high}
              - {id: b, type: noop, needs: [a, c, d e]}
              - {id: "d e", type: noop}
              - {id: f, type: noop, needs: [f]}
            """);

    assertThat(rejected).isNotNull();
    assertThat(String.join("\n", rejected.lines()))
        .contains("unknown key 'priorty'", "needs 'c', which is not in this file", "needs itself")
        .contains("'d e' is no task id")
        .doesNotContain("needs 'd e', which is not in this file");
  }

  @Test
  void whatEveryStageFindsIsToldAtOnce() throws Exception {
    FileRejectedException rejected =
        read(
            """
            timeout: 5
            tasks:
              - {id: a, type: noop, needs: [b]}
              - {id: b, type: noop, needs: [a]}
              - {id: a, type: noop, needs: [ghost]}
              - {id: c, type: echo, needs: [nobody], params: {text: '${zz.output} ${c}'}}
              - {id: d, type: noop, timeout: 5}
            """);

    assertThat(rejected).isNotNull();
    assertThat(rejected.problems())
        .extracting(problem -> problem.at().line() + " " + problem.what())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("1 ").contains("'5' has no unit"),
            line -> assertThat(line).startsWith("3 ").contains("wait for each other: a -> b -> a"),
            line -> assertThat(line).startsWith("5 ").contains("'a' stands twice"),
            line -> assertThat(line).startsWith("6 ").contains("'${c}', which is no placeholder"),
            line -> assertThat(line).startsWith("6 ").contains("${zz.output}"),
            line -> assertThat(line).startsWith("6 ").contains("needs 'nobody'"),
            line -> assertThat(line).startsWith("7 ").contains("'5' has no unit"));
  }

  @Test
  void nothingIsToldThatOnlyFollowsFromWhatCouldNotBeRead() throws Exception {
    FileRejectedException rejected =
        read(
            """
            tasks:
              - {id: [x], type: noop}
              - {id: b, type: noop, needs: [x], prms: {}}
              - {id: c, type: echo, need: [b], params: {text: '${b.output}'}}
            """);

    assertThat(rejected).isNotNull();
    assertThat(rejected.problems())
        .extracting(FileProblem::what)
        .satisfiesExactly(
            what -> assertThat(what).startsWith("the id of a task is"),
            what -> assertThat(what).startsWith("unknown key 'prms'"),
            what -> assertThat(what).startsWith("unknown key 'need'"));
  }

  @Test
  void aLineThatIsNoJsonLeavesTheOthersAsTheyAre() throws Exception {
    FileRejectedException rejected =
        read(
            """
            {"id": "a", "type": "noop", "needs": ["b"]}
            {"id": "b", "type": "noop", "needs": ["a"]}
            {"id": "c", "type": }
            {"id": "d", "type": "noop", "needs": ["c", "d"]}
            """);

    assertThat(rejected).isNotNull();
    assertThat(rejected.problems())
        .extracting(problem -> problem.at().line())
        .containsExactly(1, 3, 4);
  }

  private List<FileProblem> problems(String text) throws IOException {
    FileRejectedException rejected =
        read(
            """
            tasks:
              - {id: fetch, type: noop}
              - {id: a/b.c, type: noop}
              - id: use
                type: echo
                needs: [fetch]
                params: {text: '%s'}
            """
                .formatted(text));
    return rejected == null ? List.of() : rejected.problems();
  }

  private @Nullable FileRejectedException read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("batch.yaml"), text);
    return catchThrowableOfType(
        FileRejectedException.class,
        () -> new BatchFileReader(InputStream.nullInputStream(), 1).read(file.toString()));
  }
}
