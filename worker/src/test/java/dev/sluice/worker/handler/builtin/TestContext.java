package dev.sluice.worker.handler.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.limits.Limits;
import dev.sluice.worker.handler.NewTask;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskData;
import dev.sluice.worker.handler.TaskInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A context for a handler's own test. */
public final class TestContext implements TaskContext {

  private final String type;
  private final String json;
  private final List<Runnable> onCancel = new ArrayList<>();
  private final List<NewTask> spawned = new ArrayList<>();
  private final List<String> progress = new CopyOnWriteArrayList<>();
  private volatile @Nullable TaskData details;
  private List<TaskInput> inputs = List.of();
  private int attempt = 1;
  private volatile boolean cancelled;

  public TestContext(String type, String json) {
    this.type = type;
    this.json = json;
  }

  public TestContext attempt(int number) {
    attempt = number;
    return this;
  }

  public TestContext inputs(TaskInput... all) {
    inputs = List.of(all);
    return this;
  }

  public synchronized void cancel() {
    cancelled = true;
    onCancel.forEach(Runnable::run);
  }

  @Override
  public String batchId() {
    return "b";
  }

  @Override
  public String taskId() {
    return "t";
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public int releaseNumber() {
    return 1;
  }

  @Override
  public String idempotencyKey() {
    return "b/t/1";
  }

  @Override
  public ByteBuffer payload() {
    return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public JsonNode json() throws NonRetryableException {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new NonRetryableException("not JSON", e);
    }
  }

  @Override
  public List<TaskInput> inputs() {
    return inputs;
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public Optional<Instant> deadline() {
    return Optional.empty();
  }

  @Override
  public int outputLimit() {
    return Limits.DEFAULT.outputBytes();
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public synchronized void onCancel(Runnable action) {
    onCancel.add(action);
  }

  @Override
  public void progress(double percent, @Nullable String note) {
    progress.add(percent + " " + note);
  }

  @Override
  public void heartbeat(byte[] bytes) {
    details = new TaskData("details", ByteBuffer.wrap(bytes));
  }

  @Override
  public void heartbeat(Object written) {
    details = TaskData.ofJson("details", written);
  }

  @Override
  public Optional<TaskData> lastDetails() {
    return Optional.ofNullable(details);
  }

  /** What was said of the progress, in order. */
  public List<String> progress() {
    return progress;
  }

  @Override
  public void spawn(NewTask task) {
    spawned.add(task);
  }

  List<NewTask> spawned() {
    return spawned;
  }
}
