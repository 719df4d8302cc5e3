package dev.sluice.results.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.results.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultExportTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uFF1D1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF20x",
        "=cmd|' /C calc'!A0"
      })
  void textThatASpreadsheetWouldCalculateGetsAnApostrophe(String text) throws IOException {
    TaskResult result = Results.output("a", text, "text/plain");

    assertThat(cells(csv(CsvText.SAFE, result))).contains("'" + text);
    assertThat(cells(csv(CsvText.RAW, result))).contains(text).doesNotContain("'" + text);
  }

  @Test
  void whatATerminalWouldObeyIsNotShownThereWhetherRawOrNot() throws IOException {
    TaskResult result = Results.output("a", "=1\u001b]0;evil\u0007\u001b[2J\n2", "text/plain");

    assertThat(cells(csv(CsvText.SAFE.onTerminal(), result))).contains("'=1 2");
    assertThat(cells(csv(CsvText.RAW.onTerminal(), result))).contains("=1 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "-5.25", "0", "12e-3", "-1E+9"})
  void numbersStayNumbersAlsoWhereAnOutputIsOne(String number) throws IOException {
    assertThat(csv(CsvText.SAFE, Results.output("a", number, Content.JSON)))
        .contains("a,SUCCEEDED,," + number + ",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"=1+1\"", "[-1]", "{\"a\":-1}"})
  void jsonThatIsNoNumberIsText(String json) throws IOException {
    assertThat(cells(csv(CsvText.SAFE, Results.output("a", json, Content.JSON)))).contains(json);
  }

  @Test
  void aTaskIdIsTextToo() throws IOException {
    assertThat(csv(CsvText.SAFE, Results.of("=HYPERLINK(\"x\")", TaskStatus.FAILED)))
        .contains("\"'=HYPERLINK(\"\"x\"\")\",FAILED");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyResultOfARandomBatchIsOneLineOfJson(long seed) throws IOException {
    List<TaskResult> results = Results.random(seed, 500);
    var out = new ByteArrayOutputStream();

    long written = new ResultExport(ExportFormat.JSONL, CsvText.SAFE).write(results.stream(), out);

    assertThat(written).isEqualTo(500);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).as("seed %d", seed).hasSize(500);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(field(lines.get(i), "taskId")).isEqualTo(results.get(i).taskId());
      assertThat(field(lines.get(i), "status")).isEqualTo(results.get(i).status().name());
      assertThat(field(lines.get(i), "finishedAt")).isEqualTo(results.get(i).finishedAt() + "");
    }
  }

  @Test
  void nobodyReadingEndsTheExportSoon() throws IOException {
    var made = new AtomicInteger();
    Stream<TaskResult> results =
        IntStream.range(0, 100_000)
            .peek(i -> made.incrementAndGet())
            .mapToObj(i -> Results.of("t" + i, TaskStatus.SUCCEEDED));

    new ResultExport(ExportFormat.CSV, CsvText.SAFE)
        .write(results, new ByteArrayOutputStream(), () -> true);

    assertThat(made).hasValueLessThan(2_000);
  }

  private static String csv(CsvText text, TaskResult result) throws IOException {
    var out = new ByteArrayOutputStream();
    new ResultExport(ExportFormat.CSV, text).write(Stream.of(result), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** All cells of all rows, as a reader of CSV sees them. */
  private static List<String> cells(String csv) {
    return CsvReader.builder().ofCsvRecord(csv).stream()
        .flatMap(row -> row.getFields().stream())
        .toList();
  }

  private static String field(String json, String name) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (name.equals(parser.currentName()) && parser.nextToken() != null) {
          return parser.getText();
        }
      }
    }
    return "";
  }
}
