package dev.sluice.client.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests of actions have in common: JSON in single quotes, a fake client, results. */
abstract class ActionsTest {

  final JsonMapper json = ActionJson.mapper();
  final FakeClient client = new FakeClient();

  BatchActions actions(ActionSettings settings) {
    return BatchActions.on(() -> client, settings);
  }

  JsonNode parsed(String text) {
    try {
      return json.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Performs an action that has to succeed. */
  JsonNode done(BatchActions actions, String action, String arguments) {
    ActionAnswer answer = actions.perform(action, parsed(arguments));
    assertThat(answer).as(answer.json().toString()).isInstanceOf(ActionAnswer.Done.class);
    return answer.json();
  }

  /** Performs an action that has to fail. */
  static List<ActionProblem> failed(ActionAnswer answer) {
    assertThat(answer).as(answer.json().toString()).isInstanceOf(ActionAnswer.Failed.class);
    return ((ActionAnswer.Failed) answer).problems();
  }

  List<ActionProblem> failed(BatchActions actions, String action, String arguments) {
    return failed(actions.perform(action, parsed(arguments)));
  }

  static TaskResult succeeded(String taskId, String output) {
    return result(taskId, TaskStatus.SUCCEEDED, output, "text/plain", null);
  }

  static TaskResult result(
      String taskId,
      TaskStatus status,
      @Nullable String output,
      String contentType,
      @Nullable TaskError error) {
    return new TaskResult(
        "b",
        taskId,
        1,
        null,
        status,
        null,
        output == null ? null : new Content(output.getBytes(StandardCharsets.UTF_8), contentType),
        error,
        1,
        0,
        1,
        2,
        3,
        4,
        1,
        "w1",
        "echo",
        null,
        Priority.NORMAL,
        null,
        TaskChain.NONE);
  }
}
