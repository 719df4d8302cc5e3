package dev.sluice.client.actions;

import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.CommandAnswer;
import dev.sluice.client.Explanation;
import dev.sluice.client.LiveTask;
import dev.sluice.client.LiveWorker;
import dev.sluice.client.OpenBatch;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TaskBuilder;
import dev.sluice.client.TaskResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client that remembers what it was told and answers what the test says. */
final class FakeClient implements SluiceClient {

  /** What it was told, in order: {@code start a}, {@code seal a 3}, ... */
  final List<String> told = new ArrayList<>();

  final List<Batch> submitted = new ArrayList<>();

  /** The tasks of batches that were opened, judged as a real client judges them. */
  final Map<String, List<String>> opened = new HashMap<>();

  final Map<String, List<TaskResult>> recorded = new HashMap<>();
  final Map<String, BatchSummary> summaries = new HashMap<>();
  final List<FakeHandle> handles = new ArrayList<>();
  Function<String, CommandAnswer> answers = CommandAnswer.Done::new;
  boolean closed;

  /** So often its handles are asked before anything is recorded. */
  int tooEarly;

  private FakeHandle handleOf(String batchId) {
    FakeHandle handle = new FakeHandle(batchId, recorded.get(batchId), summaries.get(batchId));
    handle.tooEarly = tooEarly;
    handles.add(handle);
    return handle;
  }

  private CommandAnswer command(String batchId, String words) {
    told.add(words);
    return answers.apply(batchId);
  }

  @Override
  public BatchHandle submit(Batch batch) {
    submitted.add(batch);
    return handleOf(batch.id());
  }

  @Override
  public BatchHandle submit(Batch batch, Consumer<TaskResult> results) {
    return submit(batch);
  }

  @Override
  public OpenBatch openBatch(Batch batch) {
    told.add("open " + batch.id() + (batch.options().held() ? " held" : ""));
    opened.put(batch.id(), new ArrayList<>());
    return new FakeOpenBatch(batch.id());
  }

  private final class FakeOpenBatch implements OpenBatch {

    private final FakeHandle handle;

    private FakeOpenBatch(String batchId) {
      this.handle = handleOf(batchId);
    }

    @Override
    public String batchId() {
      return handle.batchId();
    }

    @Override
    public OpenBatch submit(String taskId, Consumer<TaskBuilder> task) {
      var unused = Batch.named("x").open().task(taskId, task).build();
      opened.get(batchId()).add(taskId);
      return this;
    }

    @Override
    public void flush() {
      told.add("flush " + batchId());
    }

    @Override
    public BatchHandle seal() {
      told.add("seal " + batchId() + " " + opened.get(batchId()).size());
      return handle;
    }

    @Override
    public BatchHandle handle() {
      return handle;
    }
  }

  @Override
  public BatchHandle batch(String batchId) {
    return handleOf(batchId);
  }

  @Override
  public BatchHandle batch(String batchId, Consumer<TaskResult> results) {
    return handleOf(batchId);
  }

  @Override
  public CommandAnswer start(String batchId) {
    return command(batchId, "start " + batchId);
  }

  @Override
  public CommandAnswer pause(String batchId) {
    return command(batchId, "pause " + batchId);
  }

  @Override
  public CommandAnswer seal(String batchId, long expectedTasks) {
    return command(batchId, "seal " + batchId + " " + expectedTasks);
  }

  @Override
  public CommandAnswer cancel(String batchId, @Nullable String reason) {
    return command(batchId, "cancel " + batchId + " " + reason);
  }

  @Override
  public CommandAnswer cancelTask(String batchId, String taskId, @Nullable String reason) {
    return command(batchId, "cancel " + batchId + "/" + taskId + " " + reason);
  }

  @Override
  public CommandAnswer retryFailed(String batchId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CommandAnswer clear(String batchId) {
    return command(batchId, "clear " + batchId);
  }

  @Override
  public Stream<Explanation> explain(String batchId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Explanation explain(String batchId, String taskId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LiveWorker> workers() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LiveTask> running(String batchId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    closed = true;
  }
}
