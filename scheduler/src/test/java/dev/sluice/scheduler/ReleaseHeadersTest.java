package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseHeadersTest {

  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
    flow.open("b", 1);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void tellTheRoundAndTheNumberOfTheRelease() {
    flow.submit(task("b", "t"));
    TestRecord<byte[], byte[]> first = released();
    assertThat(headers(first)).containsExactly(Map.entry("sluice-release", "1/1"));

    Release release = TestRecords.decode(Release.class, first.value());
    flow.report(TestRecords.reported(release, TaskStatus.CANCELLED).setRetryInMs(0));

    assertThat(headers(released())).containsExactly(Map.entry("sluice-release", "1/2"));
  }

  @Test
  void carryTheTraceOfTheTaskAndNothingElseOfIts() {
    flow.submit(
        task("b", "t")
            .setHeaders(Map.of("traceparent", PARENT, "tracestate", "a=1", "other", "x")));

    assertThat(headers(released()))
        .containsOnly(
            Map.entry("sluice-release", "1/1"),
            Map.entry("traceparent", PARENT),
            Map.entry("tracestate", "a=1"));
  }

  @Test
  void carryNoTraceStateWithoutItsParent() {
    flow.submit(task("b", "t").setHeaders(Map.of("tracestate", "a=1")));

    assertThat(headers(released())).containsOnlyKeys("sluice-release");
  }

  private TestRecord<byte[], byte[]> released() {
    List<TestRecord<byte[], byte[]>> records =
        flow.records(TOPICS.release("default", Priority.NORMAL));
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  private static Map<String, String> headers(TestRecord<byte[], byte[]> record) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      all.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return all;
  }
}
