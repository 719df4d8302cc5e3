package dev.sluice.worker.trace;

import dev.sluice.core.task.TraceHeaders;
import dev.sluice.records.Release;
import dev.sluice.worker.execution.AttemptOutcome;
import dev.sluice.worker.execution.Ending;
import dev.sluice.worker.execution.ExecutionWatch;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes each attempt a span of the trace in which its task was submitted. */
public final class AttemptSpans implements ExecutionWatch {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> BATCH = AttributeKey.stringKey("sluice.batch.id");
  private static final AttributeKey<String> TASK = AttributeKey.stringKey("sluice.task.id");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("sluice.attempt");
  private static final AttributeKey<String> WORKER = AttributeKey.stringKey("sluice.worker.id");
  private static final String SCOPE = "dev.sluice.worker";

  private final Supplier<OpenTelemetry> openTelemetry;
  private final String workerId;

  /**
   * @param openTelemetry asked for each attempt, because an application may set it later
   */
  public AttemptSpans(Supplier<OpenTelemetry> openTelemetry, String workerId) {
    this.openTelemetry = openTelemetry;
    this.workerId = workerId;
  }

  @Override
  public void taken(Release release, CompletionStage<Ending> ending) {}

  @Override
  public Watched begins(Release release, int attempt) {
    Span span =
        openTelemetry
            .get()
            .getTracer(SCOPE)
            .spanBuilder("execute " + release.getType())
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(submittedIn(release.getHeaders()))
            .setAttribute(SYSTEM, "kafka")
            .setAttribute(BATCH, release.getBatchId())
            .setAttribute(TASK, release.getTaskId())
            .setAttribute(ATTEMPT, (long) attempt)
            .setAttribute(WORKER, workerId)
            .startSpan();
    Scope scope = span.makeCurrent();
    return outcome -> {
      scope.close();
      record(outcome, span);
      span.end();
    };
  }

  private static Context submittedIn(Map<String, String> headers) {
    return TraceHeaders.in(headers)
        ? W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Headers.READ)
        : Context.root();
  }

  /** Without the text of an error, which may have anything in it; it is in the task's result. */
  private static void record(AttemptOutcome outcome, Span span) {
    switch (outcome) {
      case AttemptOutcome.Succeeded done -> {}
      case AttemptOutcome.Deferred deferred -> {}
      case AttemptOutcome.Failed failed ->
          span.setStatus(StatusCode.ERROR, failed.code().name())
              .setAttribute(ERROR, failed.error().type());
      case AttemptOutcome.Stopped stopped ->
          span.setStatus(StatusCode.ERROR, stopped.cause().name())
              .setAttribute(ERROR, stopped.cause().name());
    }
  }

  private enum Headers implements TextMapGetter<Map<String, String>> {
    READ;

    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }
}
