package dev.sluice.worker.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Input;
import dev.sluice.records.Release;
import dev.sluice.worker.handler.NewTask;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskData;
import dev.sluice.worker.handler.TaskInput;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A release seen by one attempt. */
final class AttemptContext implements TaskContext {

  private final Release release;
  private final int attempt;
  private final int outputLimit;
  private final @Nullable Instant deadline;
  private final Cancellation cancellation;
  private final SpawnedTasks spawned;
  private final Headway headway;

  AttemptContext(
      Release release,
      int attempt,
      int outputLimit,
      @Nullable Instant deadline,
      Cancellation cancellation,
      SpawnedTasks spawned,
      Headway headway) {
    this.release = release;
    this.attempt = attempt;
    this.outputLimit = outputLimit;
    this.deadline = deadline;
    this.cancellation = cancellation;
    this.spawned = spawned;
    this.headway = headway;
  }

  @Override
  public String batchId() {
    return release.getBatchId();
  }

  @Override
  public String taskId() {
    return release.getTaskId();
  }

  @Override
  public String type() {
    return release.getType();
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public int releaseNumber() {
    return release.getReleaseNumber();
  }

  @Override
  public String idempotencyKey() {
    return release.getBatchId() + "/" + release.getTaskId() + "/" + release.getRound();
  }

  @Override
  public ByteBuffer payload() {
    return release.getPayload().asReadOnlyBuffer();
  }

  @Override
  public String contentType() {
    return release.getContentType();
  }

  @Override
  public JsonNode json() throws NonRetryableException {
    return new TaskData("params", payload()).json();
  }

  @Override
  public List<TaskInput> inputs() {
    return release.getInputs().stream().map(AttemptContext::input).toList();
  }

  private static TaskInput input(Input input) {
    ByteBuffer output = input.getOutput();
    return new TaskInput(
        input.getTaskId(),
        status(input),
        output == null ? null : output.asReadOnlyBuffer(),
        input.getContentType());
  }

  private static TaskStatus status(Input input) {
    return switch (input.getStatus()) {
      case SUCCEEDED -> TaskStatus.SUCCEEDED;
      case FAILED, UNKNOWN -> TaskStatus.FAILED;
      case TIMED_OUT -> TaskStatus.TIMED_OUT;
      case CANCELLED -> TaskStatus.CANCELLED;
      case SKIPPED -> TaskStatus.SKIPPED;
      case REJECTED -> TaskStatus.REJECTED;
    };
  }

  @Override
  public Map<String, String> headers() {
    return Collections.unmodifiableMap(release.getHeaders());
  }

  @Override
  public Optional<Instant> deadline() {
    return Optional.ofNullable(deadline);
  }

  @Override
  public int outputLimit() {
    return outputLimit;
  }

  @Override
  public boolean cancelled() {
    return cancellation.requested();
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onRequest(action);
  }

  @Override
  public void progress(double percent, @Nullable String note) {
    headway.progress(percent, note);
  }

  @Override
  public void heartbeat(byte[] details) {
    headway.details(details);
  }

  @Override
  public void heartbeat(Object json) {
    headway.details(TaskData.ofJson("heartbeat", json).bytes());
  }

  @Override
  public Optional<TaskData> lastDetails() {
    return headway.details().map(bytes -> new TaskData("lastDetails", bytes));
  }

  @Override
  public void spawn(NewTask task) {
    spawned.add(task);
  }
}
