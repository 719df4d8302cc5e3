package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace of a submission goes along with its task. */
class TracedTasksTest {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String OTHER = "00-11111111111111111111111111111111-b7ad6b7169203331-01";

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  private static Headers headers(String... namesAndValues) {
    var headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return headers;
  }

  private void submit(Submission.Builder task, Headers headers) {
    Submission submission = task.build();
    flow.send(
        TOPICS.submission(Priority.NORMAL),
        new TestRecord<>(
            submission.getBatchId().getBytes(StandardCharsets.UTF_8),
            TestRecords.encode(Submission.class, submission),
            headers));
  }

  @Test
  void goesToTheHandlerAndIntoTheHeadersOfTheReleaseAndOfTheResult() {
    flow.open("b", 1);
    submit(task("b", "t"), headers("traceparent", TRACE, "tracestate", "v=1", "else", "x"));

    TestRecord<byte[], byte[]> record =
        flow.records(TOPICS.release("default", Priority.NORMAL)).getFirst();
    assertThat(FlowDriver.header(record, "traceparent")).isEqualTo(TRACE);
    assertThat(FlowDriver.header(record, "tracestate")).isEqualTo("v=1");
    assertThat(record.headers().lastHeader("else")).isNull();
    Release release = TestRecords.decode(Release.class, record.value());
    assertThat(release.getHeaders()).isEqualTo(Map.of("traceparent", TRACE, "tracestate", "v=1"));

    flow.send(
        TOPICS.report(),
        new TestRecord<>(
            "b".getBytes(StandardCharsets.UTF_8),
            TestRecords.encode(
                Report.class, TestRecords.reported(release, TaskStatus.SUCCEEDED).build()),
            headers("traceparent", TRACE)));
    assertThat(FlowDriver.header(flow.records(TOPICS.result()).getFirst(), "traceparent"))
        .isEqualTo(TRACE);
  }

  @Test
  void whatTheTaskItselfSaysGoesBefore() {
    flow.open("b", 1);
    submit(task("b", "t").setHeaders(Map.of("traceparent", OTHER)), headers("traceparent", TRACE));

    assertThat(flow.releases().getFirst().getHeaders()).containsEntry("traceparent", OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00-short", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"})
  void whatIsNoTraceIsLeftOut(String odd) {
    flow.open("b", 1);
    submit(task("b", "t"), headers("traceparent", odd));

    assertThat(flow.releases().getFirst().getHeaders()).isEmpty();
  }

  @Test
  void noTaskIsRefusedForItsTrace() {
    Map<String, String> asManyAsMayBe = new HashMap<>();
    for (int i = 0; i < Limits.DEFAULT.headersPerTask(); i++) {
      asManyAsMayBe.put("h" + i, "v");
    }
    flow.open("b", 1);
    submit(task("b", "t").setHeaders(asManyAsMayBe), headers("traceparent", TRACE));

    assertThat(flow.releases().getFirst().getHeaders()).isEqualTo(asManyAsMayBe);
  }

  @Test
  void theSameTaskWithinAnotherTraceIsTheSameTask() {
    flow.open("b", 3);
    submit(task("b", "done"), headers("traceparent", TRACE));
    submit(task("b", "waits", "done", "running"), headers("traceparent", TRACE));
    submit(task("b", "running"), headers("traceparent", TRACE));
    List<Release> released = flow.releases();
    flow.report(released.getFirst(), TaskStatus.SUCCEEDED);

    Stream.of(task("b", "done"), task("b", "waits", "done", "running"), task("b", "running"))
        .forEach(again -> submit(again, headers("traceparent", OTHER)));

    assertThat(flow.deadLetters()).isEmpty();
    assertThat(flow.counts().of("ignored-duplicate")).isEqualTo(3);
    submit(task("b", "done").setType("other"), headers("traceparent", TRACE));
    assertThat(flow.deadLetters()).as("another task").hasSize(1);
  }
}
