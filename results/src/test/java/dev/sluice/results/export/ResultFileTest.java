package dev.sluice.results.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.TaskResult;
import dev.sluice.results.Results;
import dev.sluice.results.report.Heading;
import dev.sluice.results.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResultFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"JSON", "JSONL"})
  void aReportOfWhatWasExportedIsTheReportOfTheResults(ExportFormat format) throws IOException {
    List<TaskResult> results = Results.random(5, 2_000);
    Path file = folder.resolve("r." + format);
    try (OutputStream out = Files.newOutputStream(file)) {
      new ResultExport(format, CsvText.SAFE).write(results.stream(), out);
    }
    Heading heading = Results.heading("b", 2_000);

    Report read = Report.of(heading, new ResultFile(file).read(), Report.DEFAULT_TOP);

    assertThat(read).isEqualTo(Report.of(heading, results.stream(), Report.DEFAULT_TOP));
    assertThat(Heading.ofResults("r", new ResultFile(file).read()))
        .isEqualTo(Heading.ofResults("r", results.stream()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"taskId":"a"}                                  | it has no taskId or no status
          {"taskId":"a","status":"RUNNING"}               | status is no end of a task
          {"taskId":7,"status":"FAILED"}                  | taskId is no text
          {"taskId":"a","status":"FAILED","attempts":"x"} | attempts is no number from 0
          {"taskId":"a","status":"FAILED","queuedAt":-1}  | queuedAt is no number from 0
          {"taskId":"a","status":"FAILED","priority":"x"} | priority is none of the five
          {"taskId":"a","status":"FAILED"                 | Unexpected end-of-input
          id,status                                       | Unrecognized token 'id'
          17                                              | it does not begin with {
          """)
  void aLineThatIsNoResultIsNamed(String line, String why) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("r"), "{\"taskId\":\"ok\",\"status\":\"FAILED\"}\n" + line);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .hasMessageContaining(file + ":2: no result: ")
        .hasMessageContaining(why)
        .hasMessageContaining("give a .jsonl or .json file");
  }

  @Test
  void endlessDepthIsRefused() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("r"), "{\"output\":" + "[".repeat(100_000), StandardCharsets.UTF_8);

    assertThatThrownBy(() -> read(file)).cause().hasMessageContaining("nesting depth");
  }

  @Test
  void aFileThatIsNotThereIsToldAtOnce() {
    assertThatThrownBy(() -> new ResultFile(folder.resolve("none")).read())
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFolderOrAPipeIsRefused() {
    assertThatThrownBy(() -> new ResultFile(folder).read())
        .hasMessageContaining("is no ordinary file; give a .jsonl or .json file");
    assertThatThrownBy(() -> new ResultFile(Path.of("/dev/null")).read())
        .hasMessageContaining("is no ordinary file");
  }

  private static void read(Path file) throws IOException {
    try (Stream<TaskResult> results = new ResultFile(file).read()) {
      results.forEach(result -> assertThat(result.taskId()).isEqualTo("ok"));
    }
  }
}
