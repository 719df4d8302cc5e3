package dev.sluice.client.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Page after page gives every result once, and a cursor belongs to its query. */
final class ResultPagesTest extends ActionsTest {

  private final BatchActions actions = actions(ActionSettings.DEFAULT);

  @Test
  void allPagesTogetherAreAllResultsInTheOrderOfTheirIds() {
    long seed = Long.getLong("sluice.seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<TaskResult> all = new ArrayList<>();
      List<String> failed = new ArrayList<>();
      for (int i = random.nextInt(60); i > 0; i--) {
        TaskStatus status = random.nextBoolean() ? TaskStatus.FAILED : TaskStatus.SUCCEEDED;
        String id = "t" + "/@+=".charAt(random.nextInt(4)) + i;
        all.add(result(id, status, null, "", null));
        if (status == TaskStatus.FAILED) {
          failed.add(id);
        }
      }
      Collections.shuffle(all, random);
      Collections.sort(failed);
      client.recorded.put("b", all);

      List<String> read =
          pages("'limit': %d, 'status': ['FAILED']".formatted(1 + random.nextInt(9)));

      assertThat(read).as("-Dsluice.seed=" + seed).isEqualTo(failed);
    }
  }

  private List<String> pages(String query) {
    List<String> read = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < 100; page++) {
      JsonNode answer = done(actions, "results", "{'batch': 'b', " + query + cursor + "}");
      read.addAll(answer.get("results").findValuesAsText("taskId"));
      if (answer.get("cursor").isNull()) {
        return read;
      }
      cursor = ", 'cursor': '" + answer.get("cursor").asText() + "'";
    }
    throw new AssertionError("the pages have no end");
  }

  @Test
  void aCursorOfAnotherQueryIsRefused() {
    client.recorded.put("b", List.of(succeeded("a", ""), succeeded("c", "")));
    client.recorded.put("other", List.of());
    String cursor = done(actions, "results", "{'batch': 'b', 'limit': 1}").get("cursor").asText();

    assertThat(
            done(actions, "results", "{'batch': 'b', 'cursor': '" + cursor + "'}").get("results"))
        .hasSize(1);
    refused("{'batch': 'other', 'cursor': '" + cursor + "'}");
    refused("{'batch': 'b', 'status': ['FAILED'], 'cursor': '" + cursor + "'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%%%", "aGVsbG8", "MDAwMDAwMDAwMDAwIGE", "////"})
  void aCursorThatWasTamperedWithIsRefused(String cursor) {
    client.recorded.put("b", List.of());

    refused("{'batch': 'b', 'cursor': '" + cursor + "'}");
  }

  private void refused(String arguments) {
    assertThat(failed(actions, "results", arguments))
        .extracting(ActionProblem::code)
        .containsExactly("INVALID_CURSOR");
  }
}
