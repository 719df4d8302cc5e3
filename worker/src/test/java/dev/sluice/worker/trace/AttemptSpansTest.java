package dev.sluice.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.records.Release;
import dev.sluice.worker.Releases;
import dev.sluice.worker.execution.AttemptOutcome;
import dev.sluice.worker.execution.ExecutionWatch.Watched;
import dev.sluice.worker.execution.FailureCode;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttemptSpansTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final AttemptOutcome DONE = new AttemptOutcome.Succeeded(Content.EMPTY, List.of());

  @RegisterExtension static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

  private final AttemptSpans spans = new AttemptSpans(OTEL::getOpenTelemetry, "w1");

  private static Release traced() {
    return Releases.of("t", "copy")
        .setHeaders(Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01"))
        .build();
  }

  private static SpanData only() {
    assertThat(OTEL.getSpans()).hasSize(1);
    return OTEL.getSpans().get(0);
  }

  @Test
  void anAttemptIsASpanOfTheTraceOfItsSubmission() {
    Watched watched = spans.begins(traced(), 2);
    String within = Span.current().getSpanContext().getSpanId();
    watched.ended(DONE);

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("execute copy");
    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(PARENT);
    assertThat(span.getSpanId()).as("current while the handler runs").isEqualTo(within);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().get(AttributeKey.stringKey("sluice.batch.id")))
        .isEqualTo("batch");
    assertThat(span.getAttributes().get(AttributeKey.longKey("sluice.attempt"))).isEqualTo(2);
    assertThat(Span.current().getSpanContext().isValid()).as("afterwards").isFalse();
  }

  @Test
  void aFailureIsAnErrorWithoutItsText() {
    var error = new TaskError("java.io.IOException", "password=hunter2", true);
    spans
        .begins(traced(), 1)
        .ended(new AttemptOutcome.Failed(FailureCode.HANDLER_ERROR, error, Duration.ZERO));

    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(only().toString()).contains("java.io.IOException").doesNotContain("hunter2");
  }

  @Test
  void aTaskWithoutATraceBeginsOne() {
    spans.begins(Releases.of("t", "copy").build(), 1).ended(DONE);

    assertThat(only().getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void withoutAnSdkTheContextIsPassedOn() {
    var without = new AttemptSpans(OpenTelemetry::noop, "w1");

    Watched watched = without.begins(traced(), 1);

    assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(TRACE);
    assertThat(Span.current().getSpanContext().getSpanId()).isEqualTo(PARENT);
    watched.ended(DONE);
  }
}
