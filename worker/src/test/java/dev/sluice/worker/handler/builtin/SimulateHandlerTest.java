package dev.sluice.worker.handler.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.worker.handler.builtin.SimulateHandler.SimulatedFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SimulateHandlerTest {

  private static Content simulate(String json, int attempt) throws Exception {
    return new SimulateHandler().handle(new TestContext("simulate", json).attempt(attempt));
  }

  @Test
  void theFirstAttemptsFailAndTheNextSucceeds() throws Exception {
    for (int attempt = 1; attempt <= 2; attempt++) {
      int number = attempt;
      assertThatThrownBy(() -> simulate("{\"failTimes\": 2}", number))
          .isInstanceOf(SimulatedFailure.class);
    }
    assertThat(simulate("{\"failTimes\": 2}", 3)).isEqualTo(Content.EMPTY);
  }

  @Test
  void theOutputIsTheJsonThatWasAskedFor() throws Exception {
    assertThat(simulate("{\"duration\": 0, \"output\": {\"n\": 1}}", 1).bytes())
        .isEqualTo("{\"n\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(simulate("{\"duration\": \"1ms\"}", 1)).isEqualTo(Content.EMPTY);
  }

  @Test
  void wrongParametersAreNamed() {
    assertThatThrownBy(() -> simulate("{\"duration\": \"fast\"}", 1))
        .hasMessageContaining("duration")
        .hasMessageContaining("300ms");
    assertThatThrownBy(() -> simulate("{\"failTimes\": -1}", 1)).hasMessageContaining("failTimes");
    assertThatThrownBy(() -> simulate("{\"fail\": \"yes\"}", 1)).hasMessageContaining("fail");
  }

  @Test
  void asManyTasksAsAskedForAreAdded() throws Exception {
    var context = new TestContext("simulate", "{\"spawn\": 3}");
    new SimulateHandler().handle(context);
    assertThat(context.spawned())
        .extracting(each -> each.asTask(Priority.NORMAL, "p"))
        .extracting(TaskSpec::id, TaskSpec::type)
        .containsExactly(tuple("t/1", "noop"), tuple("t/2", "noop"), tuple("t/3", "noop"));
    var failing = new TestContext("simulate", "{\"spawn\": 3, \"fail\": true}");
    assertThatThrownBy(() -> new SimulateHandler().handle(failing))
        .isInstanceOf(SimulatedFailure.class);
    assertThat(failing.spawned()).isEmpty();
  }
}
