package dev.sluice.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.client.Batch;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFileReaderTest {

  @TempDir Path folder;

  @Test
  void everyKeyOfABatchAndATaskArrives() throws Exception {
    Batch batch =
        batch(
            """
            name: nightly
            id: nightly-7
            labels: {team: data}
            priority: low
            mode: parallel
            maxParallel: 3
            onFailure: fail-fast
            maxFailed: 5%
            timeout: 1h
            defaults: {timeout: 30s, group: all, retry: {policy: fixed, maxRetries: 2, delay: 1s}}
            tasks:
              - {id: a, type: noop}
              - id: b
                name: "B!"
                type: echo
                params: {n: 1.50, big: 12345678901234567890, on: true, no: no, list: [1e3, ~, "1"]}
                needs: [a, a]
                runIf: always
                priority: critical
                timeout: 300ms
                retry: {policy: none}
                pool: gpu
                group: own
                notBefore: 2026-12-01T02:00:00+01:00
                inputs: false
            """);

    assertThat(batch.id()).isEqualTo("nightly-7");
    assertThat(batch.name()).isEqualTo("nightly");
    assertThat(batch.timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(batch.options().mode()).isEqualTo(Mode.PARALLEL);
    assertThat(batch.options().maxParallel()).isEqualTo(3);
    assertThat(batch.options().onFailure()).isEqualTo(OnFailure.FAIL_FAST);
    assertThat(batch.options().maxFailedPercent()).isEqualTo(5.0);
    assertThat(batch.options().labels()).containsEntry("team", "data");
    TaskSpec a = batch.tasks().get(0);
    assertThat(a.priority()).isEqualTo(Priority.LOW);
    assertThat(a.timeoutMs()).isEqualTo(30_000);
    assertThat(a.group()).isEqualTo("all");
    assertThat(a.retry().maxRetries()).isEqualTo(2);
    TaskSpec b = batch.tasks().get(1);
    assertThat(b.needs()).containsExactly("a");
    assertThat(b.runIf()).isEqualTo(RunIf.ALWAYS);
    assertThat(b.priority()).isEqualTo(Priority.CRITICAL);
    assertThat(b.timeoutMs()).isEqualTo(300);
    assertThat(b.retry().policy()).isEqualTo(RetryPlan.Policy.NONE);
    assertThat(b.pool()).isEqualTo("gpu");
    assertThat(b.group()).isEqualTo("own");
    assertThat(b.notBefore()).isEqualTo(1_796_086_800_000_000L);
    assertThat(b.inputs()).isFalse();
    assertThat(new String(b.payload().bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"n\":1.50,\"big\":12345678901234567890,\"on\":true,\"no\":\"no\","
                + "\"list\":[1e3,null,\"1\"]}");
  }

  @Test
  void wordsThatYamlCouldReadAsSomethingElseAreTakenAsWritten() throws Exception {
    BatchFile file =
        read(
            """
            name: 1e3
            tasks:
              - {id: no, type: noop, group: 007}
              - {id: 1.10, type: noop, name: true, needs: [no]}
              - {id: 0x1F, type: noop}
            """);

    assertThat(file.name()).isEqualTo("1e3");
    assertThat(file.tasks()).extracting(FileTask::id).containsExactly("no", "1.10", "0x1F");
    assertThat(file.tasks().get(0).spec().group()).isEqualTo("007");
    assertThat(file.tasks().get(1).spec().name()).isEqualTo("true");
  }

  @Test
  void anchorsAndAliasesWork() throws Exception {
    BatchFile file =
        read(
            """
            tasks:
              - {id: a, type: noop, retry: &often {maxRetries: 9}}
              - {id: b, type: noop, retry: *often}
            """);

    assertThat(file.tasks().get(1).spec().retry().maxRetries()).isEqualTo(9);
    assertThat(file.name()).isEqualTo("batch");
  }

  @Test
  void jsonIsRecognisedByItsContent() throws Exception {
    BatchFile file = read("  {\"name\": \"j\",\n \"tasks\": [{\"id\": 5, \"type\": \"noop\"}]}");

    assertThat(file.format()).isEqualTo(BatchFormat.JSON);
    assertThat(file.tasks().getFirst().id()).isEqualTo("5");
  }

  @Test
  void jsonLinesAreTasksAndTheFileNamesTheBatch() throws Exception {
    BatchFile file =
        read(
            "{\"id\": \"a\", \"type\": \"noop\"}\r\n\r\n"
                + "{\"id\": \"b\", \"type\": \"noop\", \"needs\": \"a\"}\n");

    assertThat(file.format()).isEqualTo(BatchFormat.JSONL);
    assertThat(file.name()).isEqualTo("batch");
    assertThat(file.tasks()).extracting(FileTask::id).containsExactly("a", "b");
    assertThat(file.tasks().get(1).at()).isEqualTo(new At(3, 1));
  }

  @Test
  void standardInputIsReadForADash() throws Exception {
    InputStream in =
        new ByteArrayInputStream("tasks: [{id: a, type: noop}]".getBytes(StandardCharsets.UTF_8));

    BatchFile file = new BatchFileReader(in, 1).read("-");

    assertThat(file.name()).isEqualTo("stdin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tasks: [{id: a, typ: noop}]  | 1:17 | unknown key 'typ' of task 'a'; did you mean 'type'?
          taks: [{id: a}]              | 1:1  | unknown key 'taks' of the batch; did you mean 'tasks'?
          tasks: []                    | 1:8  | 'tasks' is empty; list at least one task: tasks: [{id: a, type: noop}]
          tasks: [{type: noop}]        | 1:9  | a task has no id; add for example id: fetch
          tasks: [{id: a}]             | 1:9  | task 'a' has no type; add for example type: noop
          tasks: [{id: a b, type: x}]  | 1:14 | 'a b' is no task id; use 1 to 200 letters, digits and . _ : - / @ + =
          tasks: [{id: ~, type: x}]    | 1:14 | the id of a task is nothing; use 1 to 200 letters, digits and . _ : - / @ + =
          tasks: [{id: [x], type: x}]  | 1:14 | the id of a task is a list; use 1 to 200 letters, digits and . _ : - / @ + =
          tasks: [{id: a, id: b}]      | 1:17 | key 'id' stands twice (first at 1:10); remove one of the two
          tasks: [nonsense]            | 1:9  | a task is the value 'nonsense', not a mapping; write a task like {id: a, type: noop}
          {mode: paralel, tasks: [{id: a, type: x}]}           | 1:8  | 'mode' is 'paralel'; use one of sequential, parallel, distributed, adaptive
          {maxFailed: 500%, tasks: [{id: a, type: x}]}         | 1:13 | 'maxFailed' is '500%'; give a count like 10 or a part like 5%
          {timeout: 30, tasks: [{id: a, type: x}]}             | 1:11 | the duration '30' has no unit; write for example 30s
          {timeout: 3w, tasks: [{id: a, type: x}]}             | 1:11 | the unit of '3w' is not known; use us, ms, s, m, h or d
          {timeout: -3s, tasks: [{id: a, type: x}]}            | 1:11 | '-3s' is no duration; write it like 300ms, 30s, 5m, 2h or 1d
          {timeout: 99999999999d, tasks: [{id: a, type: x}]}   | 1:11 | the duration '99999999999d' is too long; at most 3650d are allowed
          tasks: [{id: a, type: x, cache: [k]}]                | 1:33 | 'cache' is a list; write cache: true, cache: my-key or cache: {key: my-key, ttl: 1d}
          tasks: [{id: a, type: x, cache: ~}]                  | 1:33 | 'cache' is nothing; write cache: true, cache: my-key or cache: {key: my-key, ttl: 1d}
          tasks: [{id: a, type: x, cache: {}}]                 | 1:33 | 'cache' has neither 'key' nor 'ttl'; write cache: true, cache: my-key or cache: {key: my-key, ttl: 1d}
          tasks: [{id: a, type: x, cache: ''}]                 | 1:33 | the key of 'cache' is empty; choose another one
          tasks: [{id: a, type: x, cache: {kee: k}}]           | 1:34 | unknown key 'kee' of 'cache'; did you mean 'key'?
          tasks: [{id: a, type: x, cache: {ttl: 31d}}]         | 1:39 | 'ttl' is 31d; give 1ms to 30d
          {defaults: {cache: "a\tb"}, tasks: [{id: a, type: x}]} | 1:20 | the key of 'cache' has a control character in it; choose another one
          tasks: [{id: a, type: x, priority: urgent}]          | 1:36 | 'priority' is 'urgent'; use one of critical, high, normal, low, background
          tasks: [{id: a, type: x, params: [1]}]               | 1:34 | 'params' is a list, not a mapping; write params: {key: value}
          tasks: [{id: a, type: x, retry: {policy: fixed}}]    | 1:33 | 'retry' without 'maxRetries'; write retry: {policy: exponential, maxRetries: 3}
          tasks: [{id: a, type: x, retry: {maxRetries: -1}}]   | 1:46 | 'maxRetries' is '-1'; give a whole number from 0 to 1000
          tasks: [{id: a, type: x, retry: {maxRetries: 1, jitter: 7}}] | 1:33 | retry.jitter must be 0 to 1, was 7.0; give a value in that range
          tasks: [{id: a, type: x, notBefore: tomorrow}]       | 1:37 | 'notBefore' is 'tomorrow'; write a time from 2000 to 2099 with its zone, like 2026-12-01T02:00:00Z
          tasks: [{id: a, type: x, inputs: maybe}]             | 1:34 | 'inputs' is 'maybe'; write true or false
          tasks: [{id: a, type: exec}]                         | 1:9  | task 'a' has no 'command' in its params; write for example command: [wc, -l]
          tasks: [{id: a, type: exec, params: {command: ls}}]  | 1:47 | 'command' is the value 'ls', not a list; write for example command: [wc, -l]
          tasks: [{id: a, type: simulate, params: {duration: 5}}] | 1:52 | 'duration' is '5'; write a whole number with its unit, like 300ms, 30s, 5m or 2h
          tasks: [{id: a, type: simulate, params: {durtion: 5s}}] | 1:42 | unknown key 'durtion' of 'params' of task 'a'; did you mean 'duration'?
          {id: a/b, tasks: [{id: a, type: x}]}                 | 1:6  | 'a/b' is no batch id; use 1 to 200 letters, digits and . _ : -
          tasks: !!java.net.URL [x]    | 1:8  | the YAML tag !!java.net.URL is not accepted; remove it
          {<<: {a: b}, tasks: []}      | 1:2  | merge keys (<<) are not supported; write the keys out or use 'defaults'
          tasks: *x                    | 1:8  | alias *x has no anchor; write the value out instead
          tasks: &x [*x]               | 1:12 | alias *x contains itself; write the value out instead
          tasks: [{id: a, type: b      | 1:24 | bad YAML: while parsing a flow mapping: expected ',' or '}', but got <stream end>; check the indentation and quotes here
          just words                   | 1:1  | not YAML, JSON, JSONL or WfFormat: the file is the value 'just words'; start with name: and tasks:
          <?xml version="1.0"?><a/>    | 1:1  | not YAML, JSON, JSONL or WfFormat (XML or HTML); give a batch file as plain text
          # only a comment             | 1:1  | there are only comments in the file; write at least one task into it
          tasks: [{id: a, type: x}, {id: a, type: x}] | 1:27 | task id 'a' stands twice (first at 1:9); give each task an id of its own
          tasks: [{id: a, type: x, needs: [a]}]       | 1:34 | task 'a' needs itself: a -> a; remove this need
          tasks: [{id: load, type: x, needs: [laod]}] | 1:37 | task 'load' needs 'laod', which is not in this file; did you mean 'load'?
          """)
  void aProblemIsOneLineWithPlaceAndRemedy(String text, String place, String message)
      throws Exception {
    // JSON-like flow mappings are YAML by the extension
    FileRejectedException rejected = rejected(text, "batch.yaml");

    assertThat(rejected.lines())
        .contains(folder.resolve("batch.yaml") + ":" + place + ": " + message);
  }

  @Test
  void aCycleIsShownAsItsPathAtTheNeedThatStartsIt() throws Exception {
    FileRejectedException rejected =
        rejected(
            """
            tasks:
              - {id: a, type: noop, needs: [b]}
              - {id: b, type: noop, needs: [c]}
              - {id: c, type: noop, needs: [a]}
            """,
            "batch.yaml");

    assertThat(rejected.lines())
        .containsExactly(
            folder.resolve("batch.yaml")
                + ":2:33: the tasks wait for each other: a -> b -> c -> a;"
                + " remove one of these needs");
  }

  @Test
  void aCycleOfAThousandIsShortened() throws Exception {
    String tasks =
        IntStream.range(0, 1000)
            .mapToObj(i ->
                "{\"id\":\"t%d\",\"type\":\"noop\",\"needs\":[\"t%d\"]}"
                    .formatted(i, (i + 1) % 1000))
            .collect(Collectors.joining("\n"));

    assertThat(rejected(tasks, "cycle.jsonl").lines())
        .singleElement()
        .asString()
        .contains("t0 -> t1 -> ", "(941 more)", " -> t999 -> t0; remove");
  }

  @Test
  void tabsAreNamed() throws Exception {
    assertThat(rejected("name: x\n\ttasks: []\n", "batch.yaml").lines())
        .singleElement()
        .asString()
        .endsWith("batch.yaml:2:1: a tab is used for indentation; indent with spaces");
  }

  @Test
  void aSecondDocumentIsRefused() throws Exception {
    assertThat(rejected("tasks: [{id: a, type: x}]\n---\ntasks: []\n", "b.yaml").lines())
        .singleElement()
        .asString()
        .contains("b.yaml:2:1: a second document starts here;");
  }

  @Test
  void anAliasBombIsRefusedBeforeItGrows() throws Exception {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
    }

    assertThat(rejected(bomb.toString(), "bomb.yaml").lines().getFirst())
        .contains("the aliases stand for more than 100000 values; write the values out");
  }

  @Test
  void deepNestingIsRefused() throws Exception {
    assertThat(rejected("{\"a\":" + "[".repeat(10_000), "deep.json").lines().getFirst())
        .contains("depth (101) exceeds");
    assertThat(rejected("a: " + "[".repeat(10_000), "deep.yaml").lines().getFirst())
        .contains("nested deeper than 100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"tasks": [}                 | Unexpected close marker '}': expected ']'; check
          {"tasks": []} x              | Unrecognized token 'x'
          {"tasks": [], "tasks": []}   | 1:15: key 'tasks' stands twice (first at 1:2)
          {"tasks": NaN}               | Non-standard token 'NaN'
          {"tasks": // comment         | Unexpected character ('/'
          {"tasks": [                  | Unexpected end-of-input: expected close marker for Array;
          """)
  void badJsonHasItsPlace(String text, String message) throws Exception {
    assertThat(rejected(text, "batch.json").lines())
        .anySatisfy(line -> assertThat(line).contains("json:1:", message));
  }

  @Test
  void aBadLineOfJsonLinesHasItsPlace() throws Exception {
    String text = "{\"id\":\"a\",\"type\":\"noop\"}\n{\"id\":\"b\",\"type\":}\n";

    assertThat(rejected(text, "batch.jsonl").lines().getFirst()).contains("batch.jsonl:2:18: ");
  }

  @Test
  void allProblemsAreToldInTheOrderOfTheFile() throws Exception {
    assertThat(rejected("tasks:\n- {id: a, x: 1}\n- {id: b, type: x, y: 1}\n", "b.yaml").lines())
        .extracting(line -> line.replaceAll(".*b.yaml:", "").replaceAll(": .*", ""))
        .containsExactly("2:3", "2:11", "3:20");
  }

  @Test
  void binaryFilesAreNotBatchFiles() throws Exception {
    Path gzip = folder.resolve("batch.yaml.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write("tasks: []".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(rejected(gzip).lines().getFirst())
        .contains("not YAML, JSON, JSONL or WfFormat (gzip data)");
    Path office = Files.write(folder.resolve("b.docx"), new byte[] {'P', 'K', 3, 4, 0});
    assertThat(rejected(office).lines().getFirst()).contains("a zip archive or office document");
    Path latin1 =
        Files.write(folder.resolve("l.yaml"), new byte[] {'a', ':', '\n', 'x', (byte) 0xe4});
    assertThat(rejected(latin1).lines().getFirst()).contains("l.yaml:2:2: not UTF-8 text");
  }

  @Test
  void aPointerIntoAnOutputThatIsNoneIsToldWithThePlaceOfItsTask() throws Exception {
    String text =
        """
        tasks:
          - {id: a, type: echo}
          - {id: b, type: echo, needs: [a], params: {text: "%s"}}
        """;

    assertThat(batch(text.formatted("${a.output#/rows/0}")).tasks()).hasSize(2);
    assertThatThrownBy(() -> batch(text.formatted("${a.output#rows}")))
        .isInstanceOf(FileRejectedException.class)
        .hasMessageContaining("batch.yaml:3:5: task \"b\": params: ${a.output#rows} ")
        .hasMessageContaining("begins with /");
  }

  @Test
  void aBatchMayFollowTheSlotsOfItsWorkers() throws Exception {
    assertThat(batch("{mode: adaptive, tasks: [{id: a, type: x}]}").options().mode())
        .isEqualTo(Mode.ADAPTIVE);
  }

  @Test
  void aMissingFileAFolderAndAnEmptyFileAreTold() throws Exception {
    assertThatThrownBy(() -> readFile(folder.resolve("none.yaml")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> readFile(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is a directory");
    assertThat(rejected(" \n \n", "empty.yaml").lines())
        .containsExactly(
            folder.resolve("empty.yaml")
                + ":1:1: the file is empty; write at least one task into it");
  }

  private Batch batch(String text) throws Exception {
    return FileSubmission.batchOf(read(text), null);
  }

  @Test
  void aLargeFileIsReadAsASmallOneIs() throws Exception {
    int many = 60_000;
    var yaml = new StringBuilder("tasks:\n  - &first {id: t0, type: simulate, group: alone}\n");
    var json = new StringBuilder("{\"tasks\": [{\"id\": \"t0\", \"type\": \"simulate\"}");
    for (int i = 1; i < many; i++) {
      String padding = "x".repeat(60);
      yaml.append("  - {id: t%d, name: %s, needs: [t%d]}\n".formatted(i, padding, i - 1));
      json.append(
          ",\n{\"id\": \"t%d\", \"name\": \"%s\", \"needs\": [\"t%d\"]}"
              .formatted(i, padding, i - 1));
    }
    yaml.append("defaults: {type: noop, timeout: 3s}\n");
    json.append("], \"defaults\": {\"type\": \"noop\", \"timeout\": \"3s\"}}\n");
    assertThat(yaml.length()).isGreaterThan(4_000_000);
    assertThat(json.length()).isGreaterThan(4_000_000);

    for (String text : List.of(yaml.toString(), json.toString())) {
      BatchFile batch = read(text);
      assertThat(batch.tasks()).hasSize(many);
      assertThat(batch.tasks().getFirst().spec().type()).isEqualTo("simulate");
      FileTask last = batch.tasks().getLast();
      assertThat(last.spec().type()).as("a default that stands behind").isEqualTo("noop");
      assertThat(last.spec().timeoutMs()).isEqualTo(3000);
      assertThat(last.spec().needs()).containsExactly("t" + (many - 2));
      assertThat(last.at().line()).isEqualTo(text.startsWith("{") ? many : many + 1);
    }
    assertThat(rejected(yaml + "tasks: [{id: t1, type: noop}]\n", "wrong.yaml").lines())
        .contains(
            folder.resolve("wrong.yaml")
                + ":60003:1: key 'tasks' stands twice (first at 1:1); remove one of the two");
  }

  private BatchFile read(String text) throws Exception {
    return readFile(Files.writeString(folder.resolve("batch.yaml"), text));
  }

  private static BatchFile readFile(Path file) throws IOException, FileRejectedException {
    return new BatchFileReader(InputStream.nullInputStream(), 1).read(file.toString());
  }

  private FileRejectedException rejected(String text, String name) throws IOException {
    return rejected(Files.writeString(folder.resolve(name), text));
  }

  private static FileRejectedException rejected(Path file) {
    FileRejectedException rejected =
        catchThrowableOfType(
            FileRejectedException.class, () -> FileSubmission.batchOf(readFile(file), null));
    assertThat(rejected).as("rejection of " + file).isNotNull();
    assertThat(List.copyOf(rejected.lines())).allMatch(line -> !line.contains("\n"));
    return rejected;
  }
}
