package dev.sluice.client.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments that are wrong are told with code, place and remedy, and nothing is done. */
final class ArgumentProblemsTest extends ActionsTest {

  private final BatchActions actions = actions(ActionSettings.DEFAULT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "start | {} | MISSING_FIELD | batch | `batch: is missing; add for example \"batch\": \"nightly-7\"`",
        "start | [] | WRONG_TYPE | `` | is a list; give an object with the field batch",
        "start | {'batch': 7} | WRONG_TYPE | batch | batch: is a number; give a text in quotes",
        "start | {'batch': '../x'} | INVALID_ID | batch | batch: '../x' is no batch id; use 1 to 200 letters, digits and . _ : -",
        "start | {'batch': 'b', 'task': 3} | UNKNOWN_FIELD | task | task: this field is not known; did you mean tasks?",
        "start | {'batch': 'b', 'x': 3} | UNKNOWN_FIELD | x | x: this field is not known; use batch, tasks",
        "start | {'batch': 'b', 'tasks': 1.5} | WRONG_TYPE | tasks | tasks: is a number; give a whole number from 0 to 1000000",
        "start | {'batch': 'b', 'tasks': -1} | OUT_OF_RANGE | tasks | tasks: is -1; give a whole number from 0 to 1000000",
        "start | {'batch': 'b', 'tasks': 99999999999999999999} | OUT_OF_RANGE | tasks | tasks: is 99999999999999999999; give a whole number from 0 to 1000000",
        "cancel | {'batch': 'b', 'task': 'a b'} | INVALID_ID | task | task: 'a b' is no task id; use 1 to 200 letters, digits and . _ : - / @ + =",
        "status | {'waitSeconds': 5} | MISSING_FIELD | batch | batch: is missing; say which batch to wait for",
        "status | {'batch': 'b', 'waitSeconds': 99} | OUT_OF_RANGE | waitSeconds | waitSeconds: is 99; give a whole number from 0 to 15",
        "results | {'batch': 'b', 'limit': 0} | OUT_OF_RANGE | limit | limit: is 0; give a whole number from 1 to 200",
        "results | {'batch': 'b', 'limit': 1000000000} | OUT_OF_RANGE | limit | limit: is 1000000000; give a whole number from 1 to 200",
        "results | {'batch': 'b', 'status': ['FAILED', 'BAD']} | INVALID_VALUE | status[1] | status[1]: 'BAD' is not known; use one of SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, SKIPPED, REJECTED",
        "results | {'batch': 'b', 'status': 'FAILED'} | WRONG_TYPE | status | status: is a text; give a list in square brackets",
        "export | {'batch': 'b', 'to': '/etc/passwd'} | INVALID_VALUE | to | to: '/etc/passwd' is not known; use one of inline, file",
        "export | {'batch': 'b', 'directory': '/etc'} | UNKNOWN_FIELD | directory | directory: this field is not known; use batch, status, format, to",
        "export | {'batch': 'b', 'to': 'file'} | NO_EXPORT_FOLDER | to | to: this server writes no files; use inline, or page through results",
        "add | {'batch': 'b'} | MISSING_FIELD | task | `task: is missing; add for example \"task\": {\"id\": \"a\", \"type\": \"noop\"}`",
        "add | {'batch': 'b', 'task': {'type': 'noop'}} | MISSING_FIELD | task.id | `task.id: is missing; add for example \"id\": \"fetch\"`",
        "add | {'batch': 'b', 'task': {'id': 'a'}} | MISSING_FIELD | task.type | `task.type: is missing; add for example \"type\": \"noop\"`",
        "add | {'batch': 'b', 'task': {'id': 'a', 'type': 'noop', 'timeout': '30'}} | INVALID_VALUE | task.timeout | task.timeout: '30' is none that is allowed; write a duration such as 300ms, 30s, 5m, 2h, 7d, 1ms to 30d",
        "add | {'batch': 'b', 'task': {'id': 'a', 'type': 'noop', 'params': [1]}} | WRONG_TYPE | task.params | task.params: is a list; give an object in curly brackets",
        "add | {'batch': 'b', 'task': {'id': 'a', 'type': 'noop', 'need': ['x']}} | UNKNOWN_FIELD | task.need | task.need: this field is not known; did you mean needs?",
        "add | {'batch': 'b', 'task': {'id': 'a', 'type': 'noop', 'needs': ['x', 5]}} | WRONG_TYPE | task.needs[1] | task.needs[1]: is a number; give a text in quotes",
        "add | {'batch': 'b', 'task': {'id': 'a', 'type': 'noop', 'retry': {'policy': 'fixed'}}} | MISSING_FIELD | task.retry.maxRetries | `task.retry.maxRetries: is missing; add for example \"maxRetries\": 3`",
        "add | {'batch': 'b', 'task': {'id': 'a', 'type': 'noop', 'retry': {'maxRetries': 1, 'jitter': 7}}} | OUT_OF_RANGE | task.retry | task.retry: retry.jitter must be 0 to 1, was 7.0; give one in that range",
        "add | {'batch': 'b', 'task': {'id': 'a', 'type': 'noop', 'notBefore': 'now'}} | INVALID_VALUE | task.notBefore | task.notBefore: 'now' is no time with a zone; write it like 2026-12-01T02:00:00Z",
        "add | {'batch': 'b', 'task': {'id': 'a', 'type': 'noop', 'cache': 5}} | WRONG_TYPE | task.cache | `task.cache: is a number; give true, a key in quotes or {\"key\": \"my-key\", \"ttl\": \"1d\"}`",
        "add_batch | {'tasks': 5} | WRONG_TYPE | tasks | tasks: is a number; give a list in square brackets",
        "add_batch | {'tasks': [], 'maxParallel': 2} | INVALID_VALUE | maxParallel | `maxParallel: stands without mode: parallel; add \"mode\": \"parallel\"`",
        "add_batch | {'tasks': [], 'maxFailed': '101%'} | INVALID_VALUE | maxFailed | `maxFailed: '101%' is neither a count nor a part; give a count like 10 or a part like \"5%\"`",
        "add_batch | {'tasks': [], 'labels': {'a': 1}} | WRONG_TYPE | labels.a | labels.a: is a number; give a text in quotes",
      })
  void everyMistakeNamesItsPlaceAndTheRemedy(
      String action, String arguments, String code, String place, String message) {
    List<ActionProblem> problems = failed(actions, action, arguments);

    assertThat(problems).first().isEqualTo(new ActionProblem(code, place, message));
    assertThat(client.told).isEmpty();
  }

  @Test
  void allMistakesOfACallAreToldAtOnceAndNotEndlessly() {
    String tasks = "{'id': 'a', 'typ': 'x'}, ".repeat(30) + "{'id': 'z', 'type': 'noop'}";

    List<ActionProblem> problems =
        failed(actions, "add_batch", "{'nam': 'x', 'tasks': [" + tasks + "]}");

    assertThat(problems).hasSize(21);
    assertThat(problems.get(0).place()).isEqualTo("nam");
    assertThat(problems.get(1).place()).isEqualTo("tasks[0].typ");
    assertThat(problems.get(2).place()).isEqualTo("tasks[0].type");
    assertThat(problems.getLast().message()).isEqualTo("and 41 more problems; correct these first");
  }

  @Test
  void moreTasksThanAnActionTakesAreRefusedUnread() {
    String tasks = "1,".repeat(BatchDescription.MOST_TASKS) + "1";

    List<ActionProblem> problems = failed(actions, "add_batch", "{'tasks': [" + tasks + "]}");

    assertThat(problems).extracting(ActionProblem::code).containsExactly("TOO_LARGE");
  }

  @Test
  void theErrorOfAnAnswerIsOneObject() {
    JsonNode answer = actions.perform("start", parsed("{'batch': ' '}")).json();

    assertThat(answer.get("error").get("code").asText()).isEqualTo("INVALID_ID");
    assertThat(answer.get("error").get("problems").get(0).get("place").asText()).isEqualTo("batch");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1, \"a\": 2}",
        "{} {}",
        "{\"a\": NaN}",
        "{/* */}",
        "{\"a\": 01}",
        "{'a': 1}"
      })
  void textThatOnlySomeReadersTakeForJsonIsNone(String text) {
    assertThat(failure(text)).isNotNull();
  }

  @Test
  void depthAndLengthOfJsonAreBounded() {
    assertThat(failure("[".repeat(10_000) + "]".repeat(10_000))).contains("nesting depth");
    assertThat(failure("{\"n\": " + "9".repeat(10_000) + "}")).contains("Number");
  }

  private String failure(String text) {
    try {
      json.readTree(text);
      return null;
    } catch (JsonProcessingException e) {
      return e.getOriginalMessage();
    }
  }
}
