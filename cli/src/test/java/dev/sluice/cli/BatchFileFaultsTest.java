package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no batch file may contain: one line with its place and a remedy, exit code 7. The numbers
 * are those of docs/bad-input.md.
 */
class BatchFileFaultsTest {

  @TempDir Path folder;

  /** A file, and the line that has to be said about it after the file's name. */
  record Case(String item, String file, String text, String line) {

    @Override
    public String toString() {
      return item;
    }
  }

  private static Case yaml(String item, String text, String line) {
    return new Case(item, "b.yaml", text, line);
  }

  /** One task with this after its id and type. */
  private static Case task(String item, String keys, String line) {
    return yaml(item, "tasks: [{id: t, type: noop, " + keys + "}]", line);
  }

  private static Case id(String item, String id, String shown) {
    String line =
        ":1:14: '" + shown + "' is no task id; use 1 to 200 letters, digits and . _ : - / @ + =";
    return yaml(item, "tasks: [{id: " + id + ", type: noop}]", line);
  }

  static Stream<Case> graphs() {
    return Stream.of(
        task("B01", "needs: [t]", ":1:37: task 't' needs itself: t -> t; remove this need"),
        yaml(
            "B02",
            "tasks:\n- {id: a, type: noop, needs: [b]}\n- {id: b, type: noop, needs: [a]}\n",
            ":2:31: the tasks wait for each other: a -> b -> a; remove one of these needs"),
        new Case(
            "B02 of 1000",
            "b.jsonl",
            ring(1000),
            ":1:35: the tasks wait for each other: t0 -> t999 -> "),
        task(
            "B03",
            "needs: [ghost]",
            ":1:37: task 't' needs 'ghost', which is not in this file;"
                + " add that task or remove the need; tasks of other batches can't be needed"),
        task(
            "B04",
            "needs: [other/t]",
            ":1:37: task 't' needs 'other/t', which is not in this file;"
                + " add that task or remove the need; tasks of other batches can't be needed"),
        yaml(
            "B05",
            "tasks: [{id: a, type: noop}, {id: a, type: echo}]",
            ":1:30: task id 'a' stands twice (first at 1:9); give each task an id of its own"),
        yaml(
            "B07",
            "name: n\ntasks: []",
            ":2:8: 'tasks' is empty; list at least one task: tasks: [{id: a, type: noop}]"),
        new Case(
            "B14",
            "b.jsonl",
            fanIn(50_000),
            ":50001:1: task \"join\": 50000 needs, the limit is 10000;"
                + " gather them in tasks in between"));
  }

  static Stream<Case> ids() {
    return Stream.of(
        yaml("B20", "tasks: [{type: noop}]", ":1:9: a task has no id; add for example id: fetch"),
        id("B20 empty", "''", ""),
        id("B20 blank", "' '", " "),
        id("B21", "x".repeat(201), "x".repeat(200) + "..."),
        id("B22 backslash", "'a\\b'", "a\\b"),
        id("B22 NUL", "\"a\\0b\"", "ab"),
        id("B22 newline", "\"a\\nb\"", "a b"),
        id("B22 ANSI", "\"\\e[31mred\"", "red"),
        id("B22 bidi", "\"\\u202Eabc\"", "abc"),
        id("B22 emoji", "\ud83d\ude00", "\ud83d\ude00"),
        id("B22 spaces", "' a '", " a "),
        id("B23 not normalised", "e\u0301", "e\u0301"),
        yaml(
            "B22",
            "{id: ../x, tasks: [{id: t, type: noop}]}",
            ":1:6: '../x' is no batch id; use 1 to 200 letters, digits and . _ : -"),
        new Case(
            "B24",
            "b.json",
            "{\"tasks\": [{\"id\": \"t\", \"type\": \"noop\", \"name\": \"\\ud83d\"}]}",
            ":1:12: task \"t\": name has half a surrogate pair, which is no text;"
                + " mend the encoding where it comes from"));
  }

  static Stream<Case> fields() {
    String days30 = ":1:9: task \"t\": timeout must be 0 (none) to 30 days; choose a shorter one";
    String times = "; write a time from 2000 to 2099 with its zone, like 2026-12-01T02:00:00Z";
    return Stream.of(
        priority("urgent"),
        priority("-1"),
        priority("999"),
        yaml("B26", "tasks: [{id: t}]", ":1:9: task 't' has no type; add for example type: noop"),
        task("B28 -3s", "timeout: -3s", ":1:38: '-3s' is no duration; write it like 300ms, 30s"),
        task("B28 0s", "timeout: 0s", ":1:38: 'timeout' is under 1ms; give at least 1ms"),
        task("B28 31d", "timeout: 31d", days30),
        task("B28 292 years", "timeout: 106580d", ":1:38: the duration '106580d' is too long; at"),
        task("B28 overflow", "timeout: 999999999999d", ":1:38: the duration '999999999999d' is"),
        task("B28 NaN", "timeout: NaN", ":1:38: 'NaN' is no duration; write it like 300ms, 30s"),
        retry("B28 retries", "maxRetries: -1", ":1:49: 'maxRetries' is '-1'; give a whole number"),
        retry(
            "B28 retries 1001", "maxRetries: 1001", ":1:49: 'maxRetries' is '1001'; give a whole"),
        retry(
            "B28 long",
            "maxRetries: 9223372036854775808",
            ":1:49: 'maxRetries' is '9223372036854775808'; give a whole number from 0 to 1000"),
        retry(
            "B28 delay",
            "maxRetries: 1, delay: 31d",
            ":1:9: task \"t\": retry.delay and retry.maxDelay must be 0 to 30 days; choose"),
        retry(
            "B28 jitter",
            "maxRetries: 1, jitter: NaN",
            ":1:60: 'jitter' is 'NaN'; give a number like 0.5"),
        retry(
            "B29 0",
            "maxRetries: 1, multiplier: 0",
            ":1:36: retry.multiplier must be 1 to 1000, was 0.0; give a value in that range"),
        retry(
            "B29 huge",
            "maxRetries: 1, multiplier: 1e300",
            ":1:36: retry.multiplier must be 1 to 1000, was 1.0E300; give a value in that range"),
        notBefore("B30 1969", "1969-12-31T23:59:59Z", times),
        notBefore("B30 1970", "1970-01-01T00:00:00Z", times),
        notBefore("B30 9999", "9999-01-01T00:00:00Z", times),
        notBefore("B30 far", "+999999999-01-01T00:00:00Z", times),
        notBefore("B31 seconds", "1795000000", times),
        notBefore("B31 nanoseconds", "1795000000000000000", times),
        task("B32 null", "name: ~", ":1:35: 'name' is nothing; give one value or remove the key"),
        task(
            "B32 a list", "pool: [a]", ":1:35: 'pool' is a list; give one value or remove the key"),
        task("B33", "headers: {a: b}", ":1:29: unknown key 'headers' of task 't'; known are id, n"),
        yaml("B34 10,000", labels(10_000), ":1:1: batch: 10000 labels, the limit is 64; drop some"),
        yaml("B34 65", labels(65), ":1:1: batch: 65 labels, the limit is 64; drop some"),
        yaml(
            "B34 value",
            "{labels: {k: " + "v".repeat(1001) + "}, tasks: [{id: t, type: noop}]}",
            ":1:1: batch: label \"k\" must have a key of 1 to 100 and a value of at most 1000"),
        params(524_289, ":1:9: task \"t\": the payload has 524289 bytes, the limit is 524288;"));
  }

  private static Case priority(String word) {
    return task(
        "B25 " + word,
        "priority: " + word,
        ":1:39: 'priority' is '%s'; use one of critical, high, normal, low, background"
            .formatted(word));
  }

  private static Case retry(String item, String keys, String line) {
    return task(item, "retry: {" + keys + "}", line);
  }

  private static Case notBefore(String item, String time, String remedy) {
    return task(item, "notBefore: " + time, ":1:40: 'notBefore' is '" + time + "'" + remedy);
  }

  private static Case params(int bytes, String line) {
    return task("B43 " + bytes, params(bytes), line);
  }

  /** Parameters that are so many bytes of JSON. */
  private static String params(int bytes) {
    return "params: {k: " + "v".repeat(bytes - "{\"k\":\"\"}".length()) + "}";
  }

  private static String labels(int count) {
    String labels =
        IntStream.range(0, count).mapToObj(i -> "l" + i + ": v").collect(Collectors.joining(", "));
    return "{labels: {" + labels + "}, tasks: [{id: t, type: noop}]}";
  }

  @ParameterizedTest
  @MethodSource({"graphs", "ids", "fields"})
  @DisplayName("B01-B05 B07 B14 B20-B26 B28-B34 B43 is exit code 7 and one line with the place")
  void whatNoFileMayContainIsExitCode7AndOneLineWithThePlace(Case bad) throws IOException {
    Path file = Files.writeString(folder.resolve(bad.file()), bad.text());

    TestConsole run = sluice("validate", file);

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith("sluice: " + file + bad.line())
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  @DisplayName("B13 a chain of 100,000 tasks is read and judged without recursion")
  void aChainOf100000TasksIsFine() throws IOException {
    Path file = Files.writeString(folder.resolve("b.jsonl"), chain(100_000));

    TestConsole run = sluice("validate", file);

    assertThat(run.errLines())
        .containsExactly("sluice: " + file + ": ok, jsonl with 100000 tasks and 99999 needs");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  @DisplayName("B15 1,000,001 tasks are too many")
  void aMillionAndOneTasksAreTooMany() throws IOException {
    Path file = folder.resolve("b.jsonl");
    try (var out = Files.newBufferedWriter(file)) {
      for (int i = 0; i <= 1_000_000; i++) {
        out.write("{\"id\":\"t" + i + "\",\"type\":\"noop\"}\n");
      }
    }

    TestConsole run = sluice("validate", file);

    assertThat(run.errLines())
        .containsExactly(
            "sluice: "
                + file
                + ":1:1: batch: has 1000001 tasks, the limit is 1000000;"
                + " split it into several batches");
    assertThat(run.exitCode()).isEqualTo(7);
  }

  @Test
  @DisplayName("B06 B23 B43 a need twice, ids that differ in case, a payload at the limit are fine")
  void whatIsAtTheLimitIsFine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("b.yaml"),
            "tasks:\n- {id: A, type: noop}\n- {id: a, type: noop, needs: [A, A], "
                + params(524_288)
                + "}\n- {id: "
                + "x".repeat(200)
                + ", type: noop, needs: ../a}\n- {id: ../a, type: noop}\n");

    TestConsole run = sluice("validate", file);

    assertThat(run.errLines())
        .containsExactly("sluice: " + file + ": ok, yaml with 4 tasks and 2 needs");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  @DisplayName("B26 a type that no worker of the run serves is named before anything starts")
  void aTypeThatNobodyServesIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("b.yaml"), "tasks: [{id: t, type: no-such}]");

    TestConsole run = sluice("run", file);

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.errLines())
        .containsExactly(
            "sluice: "
                + file
                + ":1:9: no worker here serves the type 'no-such' of task 't';"
                + " use one of echo, exec, http, noop, simulate");
  }

  @Test
  @DisplayName("B24 a file that is no UTF-8 is refused at its first bad byte")
  void aFileThatIsNoUtf8IsRefusedAtItsFirstBadByte() throws IOException {
    byte[] text = "tasks:\n- {id: t, type: noop, name: a?}".getBytes(StandardCharsets.UTF_8);
    text[text.length - 2] = (byte) 0xFF;
    Path file = Files.write(folder.resolve("b.yaml"), text);

    TestConsole run = sluice("validate", file);

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.errLines()).singleElement().asString().contains(":2:30: not UTF-8 text");
  }

  static Stream<Case> formats() {
    String table =
        ":1:1: not YAML, JSON, JSONL or WfFormat (a table of comma-separated values or the like);"
            + " write each row as a line of JSON: {\"id\": \"a\", \"type\": \"noop\"}";
    String markup =
        ":1:1: not YAML, JSON, JSONL or WfFormat (XML or HTML); give a batch file as plain text";
    String utf16 = new String("tasks: []".getBytes(StandardCharsets.UTF_16LE), ISO_8859_1);
    return Stream.of(
        json("B39 depth", "{\"tasks\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}", ":1:"),
        json("B39 a number of 1 MB", one("\"timeout\": " + "9".repeat(1_000_000)), ":1:"),
        json("B39 a text of 5 MB", one("\"name\": \"" + "x".repeat(5_000_000) + "\""), ":1:"),
        json("B39 a key twice", one("\"type\": \"x\""), ":1:40: key 'type' stands twice (first"),
        json("B39 rubbish behind it", one("\"name\": \"n\"") + " {}", ":1:"),
        json("B39 a comment", "{/* all */ \"tasks\": []}", ":1:2: Unexpected character ('/'"),
        json("B39 NaN", one("\"timeout\": NaN"), ":1:"),
        json("B39 Infinity", one("\"timeout\": -Infinity"), ":1:"),
        json("B39 single quotes", "{'tasks': []}", ":1:2: "),
        json("B39 a comma too many", "{\"tasks\": [],}", ":1:"),
        json("B39 a leading zero", one("\"timeout\": 01"), ":1:"),
        new Case("B39 of a line", "b.jsonl", one("\"name\": NaN").substring(11), ":1:"),
        yaml("B40 billion laughs", laughs(), ":5:"),
        yaml("B40 a tag", "tasks: !!javax.script.ScriptEngineManager []", ":1:8: the YAML tag !!"),
        yaml("B40 a tag of one task", "tasks: [!new {id: a, type: x}]", ":1:9: the YAML tag !new"),
        yaml("B40 a merge key", "x: &x {a: b}\n<<: *x\ntasks: []\n", ":2:1: merge keys (<<) are"),
        yaml("B40 two documents", "tasks: []\n---\ntasks: []\n", ":2:1: a second document starts"),
        yaml("B40 a tab", "tasks:\n\t- {id: a, type: x}\n", ":2:1: a tab is used for indentation"),
        task("B40 no", "inputs: no", ":1:37: 'inputs' is 'no'; write true or false"),
        task("B40 1e3", "retry: {maxRetries: 1e3}", ":1:49: 'maxRetries' is '1e3'; give a whole"),
        new Case("B41 csv", "b.csv", "id,type\na,noop\n", table),
        yaml("B41 csv by its content", "id,type,needs\na,noop,\n", table),
        yaml("B41 BOM and CRLF", "\uFEFFid,type\r\na,noop\r\n", table),
        yaml("B41 CR alone", "id,type\ra,noop\r", table),
        yaml("B41 semicolons", "id;type\na;noop\n", table),
        yaml("B41 tabs", "id\ttype\na\tnoop\n", table),
        yaml("B41 quotes", "\"id\",\"type\"\n\"a\",\"noop\"\n", table),
        yaml("B41 an open quote", "\"id,type\na,noop\n", ":"),
        yaml("B41 a cell of 10 MB", "id,type\n" + "x".repeat(10_000_000) + ",noop\n", table),
        yaml("B42 XML", "<?xml version=\"1.0\"?><tasks/>", markup),
        yaml("B42 HTML with a BOM", "\uFEFF <!doctype html><p>not found</p>", markup),
        yaml("B42 UTF-16", utf16, ":1:1: not YAML, JSON, JSONL or WfFormat (binary data); give"));
  }

  private static Case json(String item, String text, String line) {
    return new Case(item, "b.json", text, line);
  }

  /** One task with this behind its id and type. */
  private static String one(String keys) {
    return "{\"tasks\": [{\"id\": \"t\", \"type\": \"noop\", " + keys + "}]}";
  }

  private static String laughs() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
    }
    return bomb.toString();
  }

  @ParameterizedTest
  @MethodSource("formats")
  @DisplayName("B39-B42 what is no batch file is exit code 7 and a line, and nothing is submitted")
  void whatIsNoBatchFileIsRefusedAndNothingSubmitted(Case bad) throws IOException {
    Path file = Files.writeString(folder.resolve(bad.file()), bad.text());

    // Nobody is asked at the address: what is not read is not sent.
    for (TestConsole run :
        List.of(
            sluice("validate", file),
            sluice("submit", file, "--bootstrap-server", "127.0.0.1:1"))) {
      assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
      assertThat(run.out()).isEmpty();
      assertThat(run.errLines().getFirst())
          .startsWith("sluice: " + file + bad.line())
          .hasSizeLessThan(600)
          .doesNotContainPattern("\\p{Cntrl}|Exception");
    }
  }

  @Test
  @DisplayName("B41 B42 a byte order mark and line ends of Windows are no mistakes")
  void aByteOrderMarkAndLineEndsOfWindowsAreFine() throws IOException {
    Path yaml =
        Files.writeString(folder.resolve("b.yaml"), "\uFEFFtasks:\r\n- {id: a, type: noop}\r\n");
    Path json =
        Files.writeString(
            folder.resolve("b.jsonl"), "\uFEFF{\"id\": \"a\", \"type\": \"noop\"}\r\n");

    assertThat(sluice("validate", yaml).exitCode()).isZero();
    assertThat(sluice("validate", json).exitCode()).isZero();
  }

  /** A chain of tasks as JSON lines. */
  private static String chain(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> line(i, i == 0 ? "" : "\"t" + (i - 1) + "\""))
        .collect(Collectors.joining());
  }

  /** A chain whose first task needs the last one. */
  private static String ring(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> line(i, "\"t" + (i + size - 1) % size + "\""))
        .collect(Collectors.joining());
  }

  private static String line(int number, String needs) {
    return "{\"id\":\"t%d\",\"type\":\"noop\",\"needs\":[%s]}%n".formatted(number, needs);
  }

  private static String fanIn(int size) {
    String tasks =
        IntStream.range(0, size)
            .mapToObj(i -> "{\"id\":\"t" + i + "\",\"type\":\"noop\"}\n")
            .collect(Collectors.joining());
    String needs =
        IntStream.range(0, size).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
    return tasks + "{\"id\":\"join\",\"type\":\"noop\",\"needs\":[" + needs + "]}\n";
  }
}
