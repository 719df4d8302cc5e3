package dev.sluice.client.internal;

import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.CommandAnswer;
import dev.sluice.client.Explanation;
import dev.sluice.client.SchedulerUnreachableException;
import dev.sluice.client.TaskNotFoundException;
import dev.sluice.records.Answer;
import dev.sluice.records.Query;
import dev.sluice.schemas.topic.Partitions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Commands and questions, each under an id of its own, and what the scheduler answers to it. */
final class Dialogue {

  private static final int TASKS_A_PAGE = 100;

  private final Publisher publisher;
  private final AnswerReader answers;
  private final Brokers brokers;
  private final String answerTopic;
  private final int partitions;
  private final Duration patience;

  Dialogue(
      Publisher publisher,
      AnswerReader answers,
      Brokers brokers,
      String answerTopic,
      int partitions,
      Duration patience) {
    this.publisher = publisher;
    this.answers = answers;
    this.brokers = brokers;
    this.answerTopic = answerTopic;
    this.partitions = partitions;
    this.patience = patience;
  }

  /** Commands a batch and returns what became of it. */
  CommandAnswer command(String batchId, Object action) {
    Answer answer =
        answer(
            batchId,
            requestId -> publisher.command(batchId, action, requestId),
            "the command is recorded and will be obeyed");
    return AnswersIn.command(answer);
  }

  /** Asks about a batch and its tasks after this one. */
  Answer explain(String batchId, @Nullable String after) {
    return explain(batchId, null, after);
  }

  /** Asks about one task. */
  Explanation explainTask(String batchId, String taskId) {
    Answer answer = explain(batchId, taskId, null);
    return AnswersIn.explanations(answer).stream()
        .filter(each -> taskId.equals(each.taskId()))
        .findFirst()
        .filter(each -> !AnswersIn.says(answer, AnswersIn.UNKNOWN_TASK))
        .orElseThrow(() ->
            new TaskNotFoundException(
                "batch %s: the scheduler knows no task %s of it; check the id"
                    .formatted(batchId, Quoted.text(taskId))));
  }

  private Answer explain(String batchId, @Nullable String taskId, @Nullable String after) {
    Answer answer =
        answer(
            batchId,
            requestId -> publisher.ask(new Query(batchId, requestId, taskId, after, TASKS_A_PAGE)),
            "then ask again");
    if (AnswersIn.says(answer, AnswersIn.UNKNOWN_BATCH)) {
      throw new BatchNotFoundException(
          "batch %s: the scheduler does not know it; check the id".formatted(batchId));
    }
    return answer;
  }

  private Answer answer(String batchId, Consumer<String> send, String consequence) {
    String requestId = UUID.randomUUID().toString();
    TopicPartition partition = new TopicPartition(answerTopic, Partitions.of(batchId, partitions));
    List<TopicPartition> alone = List.of(partition);
    long end = brokers.ends(alone).getOrDefault(partition, 0L);
    CompletableFuture<Answer> answer = answers.expect(requestId, partition, end);
    try {
      send.accept(requestId);
      return answer.get(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new BrokerUnreachableException(
          "batch %s: the answer can't be read (%s); %s"
              .formatted(batchId, e.getCause().getMessage(), consequence),
          e.getCause());
    } catch (TimeoutException e) {
      // Whose silence it is: this throws if the brokers don't answer either.
      var unused = brokers.ends(alone);
      throw new SchedulerUnreachableException(
          "batch %s: no scheduler answered in %s; start one (sluice scheduler) or wait until it has restored its state, %s"
              .formatted(batchId, Times.text(patience), consequence),
          e);
    } finally {
      answers.forget(requestId);
    }
  }
}
