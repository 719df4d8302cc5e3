package dev.sluice.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.Batch;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchInTest {

  private static Batch read(String json) {
    return BatchIn.read(Json.object(json.getBytes(StandardCharsets.UTF_8))).build(batch -> {});
  }

  @Test
  void readsWhatABatchFileMayHold() {
    Batch batch =
        read(
            """
            {"name": "nightly", "id": "n-1", "labels": {"team": "etl"}, "priority": "high",
             "mode": "parallel", "maxParallel": 3, "onFailure": "fail-fast", "maxFailed": "5%",
             "timeout": "1h", "held": true,
             "defaults": {"timeout": "30s", "retry": {"maxRetries": 2}},
             "tasks": [
               {"id": "a", "type": "echo", "params": {"text": "x", "n": [1, 2.5, null]}},
               {"id": "b", "type": "noop", "needs": ["a"], "priority": "low", "timeout": "5m",
                "retry": {"policy": "fixed", "maxRetries": 1, "delay": "10ms"}, "cache": "k",
                "runIf": "always", "group": "g", "notBefore": "2030-01-01T00:00:00Z",
                "headers": {"h": "v"}, "inputs": false, "name": "second"}]}
            """);

    assertThat(batch.id()).isEqualTo("n-1");
    assertThat(batch.options().held()).isTrue();
    assertThat(batch.options().mode()).isEqualTo(Mode.PARALLEL);
    assertThat(batch.options().maxParallel()).isEqualTo(3);
    assertThat(batch.options().maxFailedPercent()).isEqualTo(5.0);
    assertThat(batch.timeout()).isEqualTo(Duration.ofHours(1));
    TaskSpec a = batch.tasks().getFirst();
    assertThat(new String(a.payload().bytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"text\":\"x\",\"n\":[1,2.5,null]}");
    assertThat(a.priority()).isEqualTo(Priority.HIGH);
    assertThat(a.timeoutMs()).isEqualTo(30_000);
    assertThat(a.retry().maxRetries()).isEqualTo(2);
    TaskSpec b = batch.tasks().getLast();
    assertThat(b.priority()).isEqualTo(Priority.LOW);
    assertThat(b.timeoutMs()).isEqualTo(300_000);
    assertThat(b.retry().policy()).isEqualTo(RetryPlan.Policy.FIXED);
    assertThat(b.cache().key()).isEqualTo("k");
    assertThat(b.headers()).containsEntry("h", "v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/tasks is missing; add for example",
        "{'name':1,'tasks':[{'id':'a','type':'x'}]}|/name has to be a text",
        "{'name':'a'}|/tasks is missing; add for example",
        "{'tasks':[]}|/tasks has to be a list of at least one task",
        "{'name':'a','tasks':[{'type':'x'}]}|/tasks/0/id is missing; give the task",
        "{'name':'a','tasks':[{'id':1,'type':'x'}]}|/tasks/0/id has to be a text",
        "{'name':'a','tasks':[{'id':'x'}]}|task \"x\": has no type; name the handler",
        "{'name':'a','tasks':[{'id':'x','type':'x','need':[]}]}|/tasks/0/need is not known",
        "{'name':'a','tasks':[{'id':'x','type':'x','timeout':5}]}|/tasks/0/timeout has to be a text",
        "{'name':'a','tasks':[{'id':'x','type':'x','timeout':'5'}]}|/tasks/0/timeout",
        "{'name':'a','mode':'fast','tasks':[1]}|/mode has to be one of sequential, parallel",
        "{'name':'a','tasks':[1]}|/tasks/0 has to be an object",
        "{'name':'a','tasks':[{'id':'x','type':'x','notBefore':'soon'}]}|2026-12-01T06:00:00Z",
        "{'name':'a','tasks':[{'id':'x','type':'x','retry':{}}]}|/tasks/0/retry/maxRetries is missing",
        "{'name':'a','name':'b'}|INVALID_JSON",
        "[1]|INVALID_JSON",
        "{'name':'a'} x|INVALID_JSON"
      })
  void saysWhereItBreaksARule(String json, String complaint) {
    assertThatThrownBy(() -> read(json.replace('\'', '"'))).hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{'id':'own',|own", "{'name':null,|batch", "{'id':'own','name':'n',|n"})
  void aBatchWithoutANameIsCalledAsItsId(String members, String name) {
    Batch batch = read((members + "'tasks':[{'id':'a','type':'x'}]}").replace('\'', '"'));

    assertThat(batch.options().name()).isEqualTo(name);
  }

  private static List<String> told(String json) {
    try {
      Batch batch = read(json.replace('\'', '"'));
      throw new AssertionError("was taken as " + batch.id());
    } catch (ProblemException e) {
      List<String> told = new ArrayList<>();
      Json.object(e.problem().bytes())
          .path("problems")
          .forEach(one -> {
            assertThat(one.path("message").asText()).isNotBlank();
            told.add(one.path("code").asText() + " " + one.path("pointer").asText());
          });
      return told;
    }
  }

  @Test
  void allThatIsWrongIsToldAtOnceWithItsPlace() {
    assertThat(
            told(
                """
                {'name':1,'hold':true,'timeout':'5','labels':{'a/b':2},'tasks':[
                  {'id':'a','type':'x','needs':['b']},
                  {'id':'b','typ':'x','needs':['a',3]},
                  {'id':'a','type':'x','needs':['nobody']},
                  {'id':'c','type':'x','needs':['nobody','c'],'retry':{'delay':'1'}},
                  {'id':'d e','type':'x','params':{'t':'${a.output}'}}]}
                """))
        .containsExactlyInAnyOrder(
            "UNKNOWN_FIELD /hold",
            "WRONG_TYPE /name",
            "INVALID_VALUE /timeout",
            "WRONG_TYPE /labels/a~1b",
            "UNKNOWN_FIELD /tasks/1/typ",
            "WRONG_TYPE /tasks/1/needs/1",
            "MISSING_FIELD /tasks/3/retry/maxRetries",
            "INVALID_VALUE /tasks/3/retry/delay",
            "DUPLICATE_TASK /tasks/2",
            "UNKNOWN_NEED /tasks/3",
            "SELF_NEED /tasks/3",
            "CYCLE /tasks/0",
            "INVALID_ID /tasks/4",
            "UNKNOWN_INPUT /tasks/4");
  }

  @Test
  void nothingIsToldThatOnlyFollowsFromWhatCouldNotBeRead() {
    assertThat(
            told(
                "{'defaults':{'type':1},'tasks':[{'id':'a'},{'id':1,'type':'x'},"
                    + "{'id':'b','needs':['unread'],'params':{'t':'${unread.output}'}}]}"))
        .containsExactly("WRONG_TYPE /defaults/type", "WRONG_TYPE /tasks/1/id");
    assertThat(told("{'tasks':[{'id':'a','type':5},{'id':'b','type':'x','needs':['a']}]}"))
        .containsExactly("WRONG_TYPE /tasks/0/type");
    assertThat(told("{'tasks':[{'id':'a','type':'x','retry':{'maxRetries':'2'}}]}"))
        .containsExactly("WRONG_TYPE /tasks/0/retry/maxRetries");
    assertThat(told("{'tasks':[]}")).containsExactly("WRONG_TYPE /tasks");
  }

  @Test
  void ofManyProblemsTwentyAreToldAndTheRestCounted() {
    String tasks =
        IntStream.range(0, 100)
            .mapToObj(i -> "{'id':'t" + i + "','type':1}")
            .collect(Collectors.joining(","));

    List<String> told = told("{'tasks':[" + tasks + "]}");

    assertThat(told).hasSize(20).endsWith("MORE_PROBLEMS ");
    assertThat(told.getFirst()).isEqualTo("WRONG_TYPE /tasks/0/type");
  }

  @Test
  void defaultsHoldForTasksThatSayNothingElse() {
    Batch batch =
        read(
            """
            {"defaults": {"type": "echo", "priority": "high", "cache": {"key": "k"}},
             "tasks": [{"id": "a"},
                       {"id": "b", "type": "noop", "priority": "low", "cache": false}]}
            """);

    TaskSpec a = batch.tasks().getFirst();
    TaskSpec b = batch.tasks().getLast();
    assertThat(a.type()).isEqualTo("echo");
    assertThat(a.priority()).isEqualTo(Priority.HIGH);
    assertThat(a.cache().key()).isEqualTo("k");
    assertThat(b.type()).isEqualTo("noop");
    assertThat(b.priority()).isEqualTo(Priority.LOW);
    assertThat(b.cache()).isNull();
  }
}
