package dev.sluice.client.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas have the very fields that the actions read. */
final class ActionSchemasTest extends ActionsTest {

  private final ActionSchemas schemas = ActionSchemas.read();

  @ParameterizedTest
  @EnumSource(ActionName.class)
  void aFieldIsInTheSchemaExactlyIfTheActionReadsIt(ActionName action) {
    assertThat(known(action, schemas.of(action), "%s"))
        .as("fields that the schema has and the action refuses")
        .isEmpty();
    assertThat(read(action, "%s")).containsExactlyInAnyOrderElementsOf(fields(schemas.of(action)));
  }

  @ParameterizedTest
  @EnumSource(
      value = ActionName.class,
      names = {"ADD", "ADD_BATCH"})
  void theSameHoldsForTasks(ActionName action) {
    String around = action == ActionName.ADD ? "{'task': %s}" : "{'tasks': [%s]}";
    JsonNode task = schemas.of(action).get("$defs").get("task");

    assertThat(read(action, around)).containsExactlyInAnyOrderElementsOf(fields(task));
  }

  @ParameterizedTest
  @EnumSource(
      value = ActionName.class,
      names = {"ADD", "ADD_BATCH"})
  void andForWhatIsInATask(ActionName action) {
    JsonNode definitions = schemas.of(action).get("$defs");
    String around =
        action == ActionName.ADD ? "{'task': {'%s': %%s}}" : "{'defaults': {'%s': %%s}}";

    assertThat(read(action, around.formatted("retry")))
        .containsExactlyInAnyOrderElementsOf(fields(definitions.get("retry")));
    assertThat(read(action, around.formatted("cache")))
        .containsExactlyInAnyOrderElementsOf(fields(definitions.get("cache").get("anyOf").get(2)));
  }

  /** The fields that the action says it knows, when it is given one that nobody knows. */
  private List<String> read(ActionName action, String around) {
    String message =
        failed(
                BatchActions.on(() -> client, ActionSettings.DEFAULT)
                    .perform(action, parsed(around.formatted("{'NO-SUCH-FIELD': 1}"))))
            .stream()
            .filter(problem -> problem.code().equals("UNKNOWN_FIELD"))
            .findFirst()
            .orElseThrow()
            .message();
    return List.of(message.replaceAll(".*; use ", "").split(", "));
  }

  private List<String> known(ActionName action, JsonNode schema, String around) {
    ObjectNode all = json.createObjectNode();
    fields(schema).forEach(all::putObject);
    ActionAnswer answer =
        BatchActions.on(() -> client, ActionSettings.DEFAULT)
            .perform(action, parsed(around.formatted(all)));
    return answer instanceof ActionAnswer.Failed failure
        ? failure.problems().stream()
            .filter(problem -> problem.code().equals("UNKNOWN_FIELD"))
            .map(ActionProblem::place)
            .toList()
        : List.of();
  }

  private static List<String> fields(JsonNode schema) {
    List<String> fields = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(fields::add);
    return fields;
  }
}
