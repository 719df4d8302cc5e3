package dev.sluice.client;

import dev.sluice.client.internal.KafkaSluiceClient;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Sluice: submits batches, follows them, commands them. Thread-safe; one per
 * process is enough. Closing it stops following; the batches go on.
 */
public interface SluiceClient extends AutoCloseable {

  /** How long a client waits for a scheduler's answer, unless it was told otherwise. */
  Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /**
   * Connects, and checks that Sluice's topics are there.
   *
   * @param kafkaProperties at least {@code bootstrap.servers}; passed to every Kafka client, as is
   *     {@code schema.registry.url} to the records' encoding. Writing is always idempotent with
   *     {@code acks=all}
   * @throws BrokerUnreachableException if the brokers don't answer
   * @throws TopicsNotReadyException if topics are missing or don't fit together
   */
  static SluiceClient connect(Map<String, ?> kafkaProperties) {
    return connect(kafkaProperties, Topics.DEFAULT);
  }

  /** Like {@link #connect(Map)}, and also with other topic names. */
  static SluiceClient connect(Map<String, ?> kafkaProperties, Topics topics) {
    return connect(kafkaProperties, topics, ANSWER_WITHIN);
  }

  /**
   * Like {@link #connect(Map, Topics)}, and also with another patience.
   *
   * @param answerWithin how long the client waits for a scheduler's answer to a command or a
   *     question; 30 s in the other methods
   */
  static SluiceClient connect(
      Map<String, ?> kafkaProperties, Topics topics, Duration answerWithin) {
    return KafkaSluiceClient.connect(kafkaProperties, topics, answerWithin);
  }

  /**
   * Submits a batch; returns when the brokers have acknowledged all of it. From then on every task
   * ends in one recorded result, whatever crashes. Waits while the brokers are slower than the
   * caller.
   *
   * @throws SubmissionFailedException if not all was acknowledged; submit the same batch again
   * @throws IllegalArgumentException if the batch was built as an open one
   */
  BatchHandle submit(Batch batch);

  /**
   * Like {@link #submit(Batch)}, and also hands each result on as it arrives instead of keeping it,
   * for batches whose results would fill the memory: {@link BatchHandle#results} and {@link
   * BatchOutcome#notSucceeded} give nothing then.
   *
   * @param results gets the last result of each task and, when a task is run again, the one of its
   *     next round, all before {@link BatchHandle#await} returns; called by one thread that all
   *     handles share, so it must not wait and not throw
   */
  BatchHandle submit(Batch batch, Consumer<TaskResult> results);

  /**
   * Opens a batch that takes tasks while it runs, and submits those that it has already.
   *
   * @param batch built with {@link BatchBuilder#open()}
   * @throws SubmissionFailedException if not all was acknowledged
   * @throws IllegalArgumentException if the batch was not built as an open one
   */
  OpenBatch openBatch(Batch batch);

  /**
   * The handle of a batch that was submitted elsewhere. Reads what is recorded about it; says only
   * when asked whether there is anything.
   *
   * @throws IllegalArgumentException if this can't be a batch id
   */
  BatchHandle batch(String batchId);

  /** Like {@link #batch(String)}, and also hands results on as {@link #submit(Batch, Consumer)}. */
  BatchHandle batch(String batchId, Consumer<TaskResult> results);

  /**
   * Starts a held batch, or lets a paused one go on. Like every command it returns when a scheduler
   * has answered what became of it.
   *
   * @throws SubmissionFailedException if the brokers did not acknowledge the command
   * @throws SchedulerUnreachableException if no scheduler answered in time; the command is recorded
   *     and will be obeyed
   * @throws BrokerUnreachableException if the brokers don't answer
   * @throws IllegalArgumentException if this can't be a batch id
   */
  CommandAnswer start(String batchId);

  /** Releases nothing more until the batch is started. Running tasks go on. */
  CommandAnswer pause(String batchId);

  /**
   * Says that an open batch has this many tasks and no more come. {@link OpenBatch#seal()} counts
   * them itself.
   */
  CommandAnswer seal(String batchId, long expectedTasks);

  /**
   * Cancels a batch: nothing more is released, running tasks are interrupted. Nothing changes for
   * tasks that have ended. A batch of which nothing is known yet is remembered and ends cancelled
   * when it comes; the answer is {@link CommandAnswer.NothingToDo} with {@code UNKNOWN_BATCH}.
   *
   * @param reason text for people, kept in the results
   */
  CommandAnswer cancel(String batchId, @Nullable String reason);

  /** Like {@link #cancel(String, String)}, and also for one task of a batch that goes on. */
  CommandAnswer cancelTask(String batchId, String taskId, @Nullable String reason);

  /**
   * Runs the tasks of an ended batch again that did not succeed, in a new round. A handle from
   * before stays with the round that it followed: ask for a new one with {@link #batch}.
   */
  CommandAnswer retryFailed(String batchId);

  /** Forgets a batch that has ended, and its results. Its id may be used again. */
  CommandAnswer clear(String batchId);

  /**
   * Why a batch is where it is, then why each of its tasks is that has not ended, by id. The tasks
   * are asked for a hundred at a time while the stream is read, so a limit on it costs no more than
   * what it lets through.
   *
   * @throws BatchNotFoundException if the scheduler does not know the batch
   * @throws SchedulerUnreachableException if no scheduler answered in time
   * @throws BrokerUnreachableException if the brokers don't answer
   */
  Stream<Explanation> explain(String batchId);

  /**
   * Like {@link #explain(String)}, and also for one task, ended or not.
   *
   * @throws TaskNotFoundException if the batch has no such task
   */
  Explanation explain(String batchId, String taskId);

  /**
   * The workers that were heard of in the last ten seconds, by pool and id. Takes a moment; if none
   * was, it waits four seconds for one, because that may be a difference of clocks.
   *
   * @throws BrokerUnreachableException if the brokers don't answer
   */
  List<LiveWorker> workers();

  /**
   * The tasks of a batch that run now, the longest ones first, as the workers' last heartbeats
   * said. Takes a moment.
   *
   * @throws BrokerUnreachableException if the brokers don't answer
   * @throws IllegalArgumentException if this can't be a batch id
   */
  List<LiveTask> running(String batchId);

  /** Stops following and disconnects; waits for what is on its way to the brokers. */
  @Override
  void close();
}
