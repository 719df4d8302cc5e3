package dev.sluice.client.internal;

import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.CommandAnswer;
import dev.sluice.client.Explanation;
import dev.sluice.client.LiveTask;
import dev.sluice.client.LiveWorker;
import dev.sluice.client.OpenBatch;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.SluiceException;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Answer;
import dev.sluice.records.Cancel;
import dev.sluice.records.Clear;
import dev.sluice.records.Command;
import dev.sluice.records.Pause;
import dev.sluice.records.Query;
import dev.sluice.records.Result;
import dev.sluice.records.RetryFailed;
import dev.sluice.records.Seal;
import dev.sluice.records.Start;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The client: one producer, one following consumer, one admin client, one thread for progress. */
public final class KafkaSluiceClient implements SluiceClient {

  private static final long BEGINNING = 0;

  private final Admin admin;
  private final Brokers brokers;
  private final Publisher publisher;
  private final Follower follower;
  private final AnswerReader answers;
  private final Dialogue dialogue;
  private final WorkerTopic workers;
  private final ScheduledExecutorService progressThread;

  private KafkaSluiceClient(
      Admin admin,
      Brokers brokers,
      Publisher publisher,
      Follower follower,
      AnswerReader answers,
      Dialogue dialogue,
      WorkerTopic workers) {
    this.admin = admin;
    this.brokers = brokers;
    this.publisher = publisher;
    this.follower = follower;
    this.answers = answers;
    this.dialogue = dialogue;
    this.workers = workers;
    this.progressThread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sluice-progress").daemon().factory());
  }

  /** Connects; everything that the client consists of is put together here. */
  public static SluiceClient connect(
      Map<String, ?> kafkaProperties, Topics topics, Duration answerWithin) {
    KafkaSettings settings = KafkaSettings.of(kafkaProperties);
    Admin admin = Admin.create(settings.admin());
    try {
      Brokers brokers = new Brokers(admin, topics, settings);
      int partitions = brokers.partitions();
      Publisher publisher =
          new Publisher(
              new KafkaProducer<>(
                  settings.producer(), new StringSerializer(), new ByteArraySerializer()),
              RecordCodecs.of(Submission.class, settings.user()),
              RecordCodecs.of(Command.class, settings.user()),
              RecordCodecs.of(Query.class, settings.user()),
              topics,
              partitions,
              InstantSource.system(),
              TraceOfCaller.found());
      Follower follower =
          new Follower(
              PacedReader.with(settings),
              RecordCodecs.of(Result.class, settings.user()),
              RecordCodecs.of(Summary.class, settings.user()),
              topics,
              partitions);
      follower.start();
      AnswerReader answers =
          new AnswerReader(
              () -> PacedReader.with(settings), RecordCodecs.of(Answer.class, settings.user()));
      Dialogue dialogue =
          new Dialogue(publisher, answers, brokers, topics.answer(), partitions, answerWithin);
      WorkerTopic workers = WorkerTopic.with(settings, topics.worker());
      return new KafkaSluiceClient(admin, brokers, publisher, follower, answers, dialogue, workers);
    } catch (RuntimeException e) {
      admin.close();
      throw e;
    }
  }

  @Override
  public BatchHandle submit(Batch batch) {
    TaskOrder order = orderOf(batch);
    return submit(batch, order, new BatchState(batch.id(), true, order.size()));
  }

  @Override
  public BatchHandle submit(Batch batch, Consumer<TaskResult> results) {
    ResultBook book = new HandedOnResults(results);
    return submit(
        batch, new TaskOrder(), new BatchState(batch.id(), true, batch.tasks().size(), book));
  }

  private BatchHandle submit(Batch batch, TaskOrder order, BatchState state) {
    if (batch.open()) {
      throw new IllegalArgumentException(
          "batch " + batch.id() + " was built as an open one; submit it with openBatch");
    }
    FollowedBatch handle = follow(batch, state, order);
    publish(batch, handle);
    return handle;
  }

  @Override
  public OpenBatch openBatch(Batch batch) {
    if (!batch.open()) {
      throw new IllegalArgumentException(
          "batch " + batch.id() + " was not built as an open one; submit it with submit");
    }
    TaskOrder order = orderOf(batch);
    BatchState state = new BatchState(batch.id(), true, -1);
    FollowedBatch handle = follow(batch, state, order);
    Acknowledgements acknowledgements = publish(batch, handle);
    return new KafkaOpenBatch(handle, state, order, publisher, acknowledgements);
  }

  @Override
  public BatchHandle batch(String batchId) {
    return followFromTheBeginning(new BatchState(CheckedIds.batch(batchId), false, -1));
  }

  @Override
  public BatchHandle batch(String batchId, Consumer<TaskResult> results) {
    ResultBook book = new HandedOnResults(results);
    return followFromTheBeginning(new BatchState(CheckedIds.batch(batchId), false, -1, book));
  }

  private BatchHandle followFromTheBeginning(BatchState state) {
    String batchId = state.batchId();
    Map<TopicPartition, Long> ends = ends(batchId);
    FollowedBatch handle = handle(state, new TaskOrder(), ends);
    follower.follow(
        handle,
        Map.of(follower.resultsOf(batchId), BEGINNING, follower.summariesOf(batchId), BEGINNING));
    catchUp(handle, ends);
    return handle;
  }

  /**
   * Follows a batch that is about to be submitted. Nobody else can have a generated id; under a
   * chosen one the batch may have run before, so its summaries are read from the beginning.
   */
  private FollowedBatch follow(Batch batch, BatchState state, TaskOrder order) {
    Map<TopicPartition, Long> ends = ends(batch.id());
    FollowedBatch handle = handle(state, order, batch.idGenerated() ? Map.of() : ends);
    if (batch.idGenerated()) {
      follower.follow(handle, ends);
      handle.pastWasRead();
    } else {
      TopicPartition results = follower.resultsOf(batch.id());
      TopicPartition summaries = follower.summariesOf(batch.id());
      follower.follow(handle, Map.of(results, ends.get(results), summaries, BEGINNING));
      catchUp(handle, ends);
    }
    return handle;
  }

  private void catchUp(FollowedBatch handle, Map<TopicPartition, Long> ends) {
    var unused = follower.whenRead(handle, ends).thenRun(handle::pastWasRead);
  }

  private FollowedBatch handle(
      BatchState state, TaskOrder order, Map<TopicPartition, Long> pastEnds) {
    ProgressCalls calls = new ProgressCalls(progressThread, state::progress);
    long pastSummaries = pastEnds.getOrDefault(follower.summariesOf(state.batchId()), 0L);
    return new FollowedBatch(state, pastSummaries, order, follower, brokers, calls);
  }

  private Map<TopicPartition, Long> ends(String batchId) {
    return brokers.ends(List.of(follower.resultsOf(batchId), follower.summariesOf(batchId)));
  }

  private Acknowledgements publish(Batch batch, FollowedBatch handle) {
    try {
      return publisher.publish(batch);
    } catch (SluiceException e) {
      handle.close();
      throw e;
    }
  }

  private static TaskOrder orderOf(Batch batch) {
    return new TaskOrder(batch.tasks().stream().map(TaskSpec::id).toList());
  }

  @Override
  public CommandAnswer start(String batchId) {
    return dialogue.command(CheckedIds.batch(batchId), new Start());
  }

  @Override
  public CommandAnswer pause(String batchId) {
    return dialogue.command(CheckedIds.batch(batchId), new Pause());
  }

  @Override
  public CommandAnswer seal(String batchId, long expectedTasks) {
    if (expectedTasks < 0) {
      throw new IllegalArgumentException("expectedTasks must be 0 or more, was " + expectedTasks);
    }
    return dialogue.command(CheckedIds.batch(batchId), new Seal(expectedTasks));
  }

  @Override
  public CommandAnswer cancel(String batchId, @Nullable String reason) {
    return dialogue.command(CheckedIds.batch(batchId), new Cancel(null, reason));
  }

  @Override
  public CommandAnswer cancelTask(String batchId, String taskId, @Nullable String reason) {
    return dialogue.command(CheckedIds.batch(batchId), new Cancel(CheckedIds.task(taskId), reason));
  }

  @Override
  public CommandAnswer retryFailed(String batchId) {
    return dialogue.command(CheckedIds.batch(batchId), new RetryFailed());
  }

  @Override
  public CommandAnswer clear(String batchId) {
    return dialogue.command(CheckedIds.batch(batchId), new Clear());
  }

  @Override
  public Stream<Explanation> explain(String batchId) {
    Iterator<Explanation> pages = new ExplanationPages(dialogue, CheckedIds.batch(batchId));
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public Explanation explain(String batchId, String taskId) {
    return dialogue.explainTask(CheckedIds.batch(batchId), CheckedIds.task(taskId));
  }

  @Override
  public List<LiveWorker> workers() {
    return workers.live();
  }

  @Override
  public List<LiveTask> running(String batchId) {
    return workers.running(CheckedIds.batch(batchId));
  }

  @Override
  public void close() {
    publisher.close();
    answers.close();
    follower.close();
    progressThread.shutdown();
    admin.close();
  }
}
