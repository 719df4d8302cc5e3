package dev.sluice.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.Batch;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchInTest {

  private static Batch read(String json) {
    return BatchIn.read(Json.object(json.getBytes(StandardCharsets.UTF_8))).build();
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
        "{}|/name has to be a text",
        "{'name':'a'}|/tasks has to be a list of at least one task",
        "{'name':'a','tasks':[{'type':'x'}]}|/tasks/0/id has to be a text",
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
}
