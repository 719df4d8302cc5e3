package dev.sluice.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.actions.ActionName;
import dev.sluice.client.actions.ActionSettings;
import dev.sluice.client.actions.ExportFolder;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told of the tools is true and complete. */
final class ToolCatalogueTest {

  private final JsonSchemaValidator validator = new DefaultJsonSchemaValidator();
  private final ToolCatalogue all = new ToolCatalogue(ActionSettings.DEFAULT);

  @TempDir Path folder;

  @Test
  void everyToolHasAllFourHints() throws Exception {
    ToolCatalogue withFolder =
        new ToolCatalogue(ActionSettings.DEFAULT.withExports(ExportFolder.at(folder)));

    assertThat(hints(all, ActionName.ADD)).containsExactly(false, false, true, false);
    assertThat(hints(all, ActionName.ADD_BATCH)).containsExactly(false, false, false, true);
    assertThat(hints(all, ActionName.START)).containsExactly(false, false, true, true);
    assertThat(hints(all, ActionName.STOP)).containsExactly(false, false, true, false);
    assertThat(hints(all, ActionName.STATUS)).containsExactly(true, false, true, true);
    assertThat(hints(all, ActionName.RESULTS)).containsExactly(true, false, true, true);
    assertThat(hints(all, ActionName.EXPORT)).containsExactly(true, false, true, true);
    assertThat(hints(withFolder, ActionName.EXPORT)).containsExactly(false, false, false, true);
    assertThat(hints(all, ActionName.CLEAR)).containsExactly(false, true, true, false);
    assertThat(hints(all, ActionName.CANCEL)).containsExactly(false, true, true, false);
    assertThat(hints(all.combined())).containsExactly(false, true, false, true);
  }

  private static List<Boolean> hints(ToolCatalogue catalogue, ActionName action) {
    return hints(catalogue.split(action));
  }

  private static List<Boolean> hints(Tool tool) {
    ToolAnnotations hints = tool.annotations();
    return List.of(
        hints.readOnlyHint(),
        hints.destructiveHint(),
        hints.idempotentHint(),
        hints.openWorldHint());
  }

  @Test
  void aReadOnlyServerOffersOnlyWhatReads() {
    ToolCatalogue readOnly = new ToolCatalogue(ActionSettings.DEFAULT.withReadOnly(true));

    assertThat(readOnly.actions())
        .containsExactly(ActionName.STATUS, ActionName.RESULTS, ActionName.EXPORT);
    assertThat(hints(readOnly.combined())).containsExactly(true, false, true, true);
    assertThat(readOnly.combined().inputSchema().toString())
        .contains("enum=[status, results, export]")
        .doesNotContain("Arguments of clear");
  }

  @Test
  void noSchemaHasAChoiceAtItsTop() {
    for (ActionName action : ActionName.values()) {
      assertThat(all.split(action).inputSchema())
          .containsEntry("type", "object")
          .doesNotContainKeys("anyOf", "oneOf", "allOf", "$ref");
    }
    assertThat(all.combined().inputSchema()).doesNotContainKeys("anyOf", "oneOf", "allOf", "$ref");
  }

  @Test
  void theSchemasTakeWhatTheActionsTake() {
    Map<String, Object> batch =
        Map.of(
            "maxFailed",
            "5%",
            "timeout",
            "1h",
            "defaults",
            Map.of("type", "echo", "retry", Map.of("maxRetries", 3)),
            "tasks",
            List.of(Map.of("id", "a", "cache", true), Map.of("id", "b", "needs", List.of("a"))));

    takes(ActionName.ADD_BATCH, batch);
    takes(ActionName.ADD, Map.of("batch", "b", "task", Map.of("id", "a/1@x", "type", "noop")));
    takes(ActionName.STATUS, Map.of());
    takes(ActionName.RESULTS, Map.of("batch", "b", "status", List.of("TIMED_OUT"), "limit", 200));
    takes(ActionName.EXPORT, Map.of("batch", "b", "to", "inline", "format", "json"));
    takes(ActionName.CANCEL, Map.of("batch", "b", "task", "t", "reason", "enough"));
  }

  @Test
  void theSchemasRefuseWhatTheActionsRefuse() {
    refuses(ActionName.START, Map.of());
    refuses(ActionName.START, Map.of("batch", "../x"));
    refuses(ActionName.START, Map.of("batch", "b", "x", 1));
    refuses(ActionName.RESULTS, Map.of("batch", "b", "limit", 0));
    refuses(ActionName.RESULTS, Map.of("batch", "b", "status", List.of("BAD")));
    refuses(ActionName.EXPORT, Map.of("batch", "b", "to", "/etc/passwd"));
    refuses(ActionName.ADD, Map.of("batch", "b", "task", Map.of("type", "noop")));
    refuses(ActionName.ADD_BATCH, Map.of("tasks", List.of(Map.of("id", "a", "timeout", "30"))));
  }

  private void takes(ActionName action, Map<String, Object> arguments) {
    assertThat(valid(all.split(action), arguments)).as(action + " " + arguments).isTrue();
    assertThat(valid(all.combined(), call(action, arguments))).isTrue();
  }

  private void refuses(ActionName action, Map<String, Object> arguments) {
    assertThat(valid(all.split(action), arguments)).as(action + " " + arguments).isFalse();
  }

  private static Map<String, Object> call(ActionName action, Map<String, Object> arguments) {
    return Map.of("action", action.word(), "arguments", arguments);
  }

  private boolean valid(Tool tool, Map<String, Object> arguments) {
    return validator.validate(tool.inputSchema(), arguments).valid();
  }
}
