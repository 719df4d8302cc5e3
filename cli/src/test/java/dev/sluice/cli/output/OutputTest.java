package dev.sluice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskCounts;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.ErrorText;
import dev.sluice.results.text.NaturalOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {

  @TempDir Path folder;

  @Test
  void aSummaryIsExactlyTheObjectOfTheContract() throws IOException {
    assertThat(one(OutputFormat.JSON))
        .isEqualTo(
            """
            {
              "batchId": "b-1",
              "name": "night",
              "status": "FAILED",
              "total": 5,
              "succeeded": 3,
              "failed": 1,
              "timedOut": 0,
              "cancelled": 0,
              "skipped": 1,
              "rejected": 0,
              "retried": 2,
              "durationMs": 1500,
              "throughputPerSecond": 3333333.333,
              "successRate": 0.6,
              "queueMs": {
                "p50": 0.25,
                "p95": 1,
                "p99": 2,
                "max": 3
              },
              "runMs": {
                "p50": 0,
                "p95": 0,
                "p99": 0,
                "max": 0
              },
              "cached": 1
            }
            """);
    assertThat(one(OutputFormat.JSONL))
        .startsWith("{\"batchId\":\"b-1\",")
        .endsWith("},\"cached\":1}\n");
    assertThat(one(OutputFormat.YAML))
        .contains("batchId: b-1\n", "queueMs:\n  p50: 0.25\n", "  p95: 1\n", "runMs:\n  p50: 0\n")
        .doesNotContain("!!");
    assertThat(one(OutputFormat.CSV)).contains("queueMs.p50,queueMs.p95").contains(",0.25,1,2,3,");
  }

  @Test
  void aResultLineHasTheFieldsOfTheContractInTheirOrder() throws IOException {
    assertThat(rows(OutputFormat.JSONL, result("a", text("42"), null)))
        .isEqualTo(
            """
            {"taskId":"a","status":"SUCCEEDED","reason":null,"output":"42","error":null,\
            "attempts":1,"queuedAt":10,"releasedAt":20,"startedAt":30,"finishedAt":1700000000000000,\
            "worker":"w","type":"exec","group":null,"priority":"high","cachedFrom":null}
            """);
  }

  @Test
  void jsonOutputsStayJsonAndBytesBecomeBase64() throws IOException {
    var json = new Content("{\"n\": [1,\n2]}".getBytes(StandardCharsets.UTF_8), Content.JSON);
    var broken = new Content("{".getBytes(StandardCharsets.UTF_8), Content.JSON);
    var bytes = new Content(new byte[] {(byte) 0xff, 0}, "application/octet-stream");

    assertThat(rows(OutputFormat.JSONL, result("a", json, null)))
        .contains("\"output\":{\"n\": [1, 2]},");
    assertThat(rows(OutputFormat.JSONL, result("a", broken, null))).contains("\"output\":\"{\",");
    assertThat(rows(OutputFormat.JSONL, result("a", bytes, null)))
        .contains("\"output\":\"base64:/wA=\",");
  }

  @Test
  void listsOfRowsAreJsonToo() throws IOException {
    String json = rows(OutputFormat.JSON, result("a", null, null), result("b", null, null));

    assertThat(json)
        .startsWith("[\n{\"taskId\":\"a\"")
        .contains("},\n{\"taskId\":\"b\"")
        .endsWith("}\n]\n");
  }

  @Test
  void formulasAreDefusedInCsvAndNumbersAreNot() throws IOException {
    assertThat(
            rows(
                OutputFormat.CSV, result("-a", text("=1+1"), new TaskError("E", "x,\"y\"", false))))
        .contains(
            "'-a,SUCCEEDED,,'=1+1,\"E: x,\"\"y\"\"\",1,10,20,30,1700000000000000,w,exec,,high");
  }

  @Test
  void tablesShowTimesThatPeopleCanRead() throws IOException {
    assertThat(rows(OutputFormat.TABLE, result("a", null, null)))
        .contains("2023-11-14T22:13:20Z")
        .doesNotContain("1700000000000000");
  }

  @Test
  void csvShowsNoControlCharactersOnATerminalAndKeepsThemElsewhere() throws IOException {
    String hostile = "\u001b[2J\u001b]0;title\u0007red\u009b1m\u202e\r\nnext\u0000";
    TaskResult result = result("a", text(hostile), null);
    var shown = new ByteArrayOutputStream();
    try (RowWriter rows = Output.rows(OutputFormat.CSV, new TerminalStream(shown))) {
      rows.write(Output.result(result, OutputFormat.CSV));
    }

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("a,SUCCEEDED,,red1m next,")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\r\n]]");
    assertThat(rows(OutputFormat.CSV, result)).contains(hostile);
  }

  @Test
  void tablesShowNoControlCharacters() throws IOException {
    String table =
        rows(
            OutputFormat.TABLE,
            result("a", text("\u001b[2J\u001b]0;title\u0007red\u202e\r\nnext\u0000"), null));

    assertThat(table).contains("red next").doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
  }

  @Test
  void theSummaryTableNamesWhatFailed() {
    var out = new ByteArrayOutputStream();
    SummaryTable.print(
        summary(),
        Shown.of(List.of()),
        Shown.of(List.of(result("bad\u001b[31m", null, new TaskError("Boom", "no\nluck", false)))),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "batch     b-1  night\n",
            "status    FAILED\n",
            "tasks     5 in all, 3 succeeded, 1 failed, 1 skipped, 2 retried, 1 cached\n",
            "duration  1.50 s, 3333333.3 tasks/s\n",
            "waited    median 250 us, 95% 1.00 ms, 99% 2.00 ms, longest 3.00 ms\n",
            "SUCCEEDED bad: Boom: no luck\n");
  }

  @Test
  void theSummaryTableShowsWhatTheFirstThreeProductsBeginWith() {
    var out = new ByteArrayOutputStream();
    SummaryTable.print(
        summary(),
        Shown.of(
            List.of(
                result("report", text("6798 words in 20 texts\n"), null),
                result("long", text("one\u001b[2J\r\ntwo\nthree\nfour\n" + "x".repeat(300)), null),
                result("bytes", new Content(new byte[] {(byte) 0xff, 0}, "image/x"), null),
                result("fourth", text("not shown"), null))),
        Shown.of(List.of()),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            """
            output    report: 6798 words in 20 texts
            output    long: one
                      two
                      three ...
            output    bytes: 2 bytes that are no text
                      ... and 1 more output
            """)
        .doesNotContain("not shown");
  }

  @Test
  void errorsForPeopleSayEachThingOnce() {
    assertThat(
            ErrorText.of(
                "HANDLER_ERROR",
                new TaskError(
                    "dev.sluice.worker.handler.builtin.ProcessFailedException",
                    "sh ended with exit code 3: oops",
                    true)))
        .isEqualTo("sh ended with exit code 3: oops");
    assertThat(
            ErrorText.of(
                "HANDLER_ERROR", new TaskError("java.lang.IllegalStateException", "no", true)))
        .isEqualTo("IllegalStateException: no");
    assertThat(
            ErrorText.of(
                "NEED_NOT_SUCCEEDED",
                new TaskError("NEED_NOT_SUCCEEDED", "need bad ended FAILED", false)))
        .isEqualTo("NEED_NOT_SUCCEEDED: need bad ended FAILED");
    assertThat(
            ErrorText.of("UNKNOWN_POOL", new TaskError("UNKNOWN_POOL", "pool gpu is new", false)))
        .isEqualTo("UNKNOWN_POOL: pool gpu is new; set sluice.pools of the scheduler");
    assertThat(ErrorText.of("ATTEMPTS_EXHAUSTED", null)).isEqualTo("ATTEMPTS_EXHAUSTED");
  }

  @Test
  void theStatusOfAnEndedBatchShowsWhyTasksDidNotSucceed() {
    var out = new ByteArrayOutputStream();
    SummaryTable.print(
        summary(List.of(new ErrorGroup("f", 3, "UNKNOWN_POOL", "pool gpu is new", "t7"))),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "errors    3 x UNKNOWN_POOL: pool gpu is new; set sluice.pools of the scheduler"
                + " (for example t7)\n");
  }

  @Test
  void numbersInNamesCountAsNumbers() {
    assertThat(
            Stream.of("t10", "t2", "t1", "a", "t02b", "t2a", "t", "t99999999999999999999")
                .sorted(new NaturalOrder()))
        .containsExactly("a", "t", "t1", "t2", "t2a", "t02b", "t10", "t99999999999999999999");
  }

  @Test
  void aProductOfOneLongLineIsCut() {
    var out = new ByteArrayOutputStream();
    SummaryTable.print(
        summary(),
        Shown.of(List.of(result("long", text("x".repeat(300) + "\nmore"), null))),
        Shown.of(List.of()),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("long: " + "x".repeat(197) + "...\n")
        .doesNotContain("more");
  }

  @Test
  void aResultsFileIsThereWholeOrNotAtAll() throws IOException {
    Path path = Files.writeString(folder.resolve("r.jsonl"), "before");
    ResultsFile file = ResultsFile.named(path);

    assertThatThrownBy(() ->
            file.write(
                Stream.of("a", "b")
                    .map(id -> {
                      if (id.equals("b")) {
                        throw new IllegalStateException("broken off");
                      }
                      return result(id, null, null);
                    }),
                draft -> {}))
        .hasMessage("broken off");
    assertThat(path).hasContent("before");
    assertThat(file.write(Stream.of(result("a", null, null)), draft -> {})).isEqualTo(1);
    assertThat(Files.readAllLines(path)).hasSize(1);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  private static String one(OutputFormat format) throws IOException {
    var out = new ByteArrayOutputStream();
    Output.one(format, out, SummaryRow.of(summary()));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String rows(OutputFormat format, TaskResult... results) throws IOException {
    var out = new ByteArrayOutputStream();
    try (RowWriter rows = Output.rows(format, out)) {
      for (TaskResult result : results) {
        rows.write(Output.result(result, format));
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Content text(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }

  private static TaskResult result(String id, Content output, TaskError error) {
    return new TaskResult(
        "b-1",
        id,
        1,
        null,
        TaskStatus.SUCCEEDED,
        null,
        output,
        error,
        1,
        0,
        10,
        20,
        30,
        1_700_000_000_000_000L,
        5,
        "w",
        "exec",
        null,
        Priority.HIGH,
        null,
        TaskChain.NONE);
  }

  private static BatchSummary summary() {
    return summary(List.of());
  }

  private static BatchSummary summary(List<ErrorGroup> errors) {
    return new BatchSummary(
        "b-1",
        "night",
        BatchStatus.FAILED,
        null,
        1,
        Map.of(),
        OptionalLong.of(5),
        new TaskCounts(5, 3, 1, 0, 0, 1, 0),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        2,
        0.6,
        10_000_000.0 / 3,
        new DurationQuantiles(
            5,
            Duration.ofNanos(250_000),
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(3)),
        DurationQuantiles.NONE,
        errors,
        0,
        0,
        Duration.ofMillis(1500),
        1,
        List.of(),
        CriticalPath.NONE,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        0,
        0);
  }
}
