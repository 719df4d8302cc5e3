package dev.sluice.worker.execution;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Input;
import dev.sluice.records.Release;
import dev.sluice.worker.handler.NewTask;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A release seen by one attempt. */
final class AttemptContext implements TaskContext {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

  private final Release release;
  private final int attempt;
  private final int outputLimit;
  private final @Nullable Instant deadline;
  private final Cancellation cancellation;
  private final SpawnedTasks spawned;

  AttemptContext(
      Release release,
      int attempt,
      int outputLimit,
      @Nullable Instant deadline,
      Cancellation cancellation,
      SpawnedTasks spawned) {
    this.release = release;
    this.attempt = attempt;
    this.outputLimit = outputLimit;
    this.deadline = deadline;
    this.cancellation = cancellation;
    this.spawned = spawned;
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
    ByteBuffer payload = payload();
    if (!payload.hasRemaining()) {
      return JSON.createObjectNode();
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new NonRetryableException("The task's parameters are not JSON: " + e.getMessage(), e);
    }
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
  public void spawn(NewTask task) {
    spawned.add(task);
  }
}
