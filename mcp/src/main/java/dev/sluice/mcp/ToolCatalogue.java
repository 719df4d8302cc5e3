package dev.sluice.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.actions.ActionHints;
import dev.sluice.client.actions.ActionJson;
import dev.sluice.client.actions.ActionName;
import dev.sluice.client.actions.ActionSchemas;
import dev.sluice.client.actions.ActionSettings;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tools as clients see them: only those that these settings allow, with truthful hints. */
final class ToolCatalogue {

  static final String COMBINED = "batch";
  private static final String SPLIT_PREFIX = "sluice_";
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final ActionSettings settings;
  private final ActionSchemas schemas = ActionSchemas.read();
  private final JsonMapper json = ActionJson.mapper();

  ToolCatalogue(ActionSettings settings) {
    this.settings = settings;
  }

  /** The actions that are offered. */
  List<ActionName> actions() {
    return Arrays.stream(ActionName.values()).filter(settings::allows).toList();
  }

  /** What the tool of one action is called. */
  static String nameOf(ActionName action) {
    return SPLIT_PREFIX + action.word();
  }

  /** The tool of one action. */
  Tool split(ActionName action) {
    return Tool.builder(nameOf(action), schema(schemas.of(action)))
        .description(action.description())
        .annotations(annotations("Sluice: " + action.word(), settings.hints(action)))
        .build();
  }

  /** The one tool for all actions. Its hints are those of the action that does the most. */
  Tool combined() {
    ActionHints all =
        actions().stream().map(settings::hints).reduce(ActionHints::and).orElseThrow();
    String description =
        actions().stream()
            .map(action -> action.word() + ": " + action.description())
            .collect(
                Collectors.joining(
                    "\n",
                    "Runs batches of dependent tasks. Give an action and its arguments:\n",
                    ""));
    return Tool.builder(COMBINED, schema(combinedSchema()))
        .description(description)
        .annotations(annotations("Sluice: batches", all))
        .build();
  }

  /** Several clients refuse a choice at the top of a schema, so it is made among the arguments. */
  private ObjectNode combinedSchema() {
    ObjectNode schema = json.createObjectNode();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.putArray("required").add("action");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode words = properties.putObject("action").put("type", "string").putArray("enum");
    ObjectNode arguments = properties.putObject("arguments").put("type", "object");
    arguments.put("description", "The arguments of the action.");
    ArrayNode choices = arguments.putArray("anyOf");
    for (ActionName action : actions()) {
      words.add(action.word());
      choices.add(schemas.arguments(action).put("title", "Arguments of " + action.word()));
    }
    schema.set("$defs", schemas.definitions());
    return schema;
  }

  private static ToolAnnotations annotations(String title, ActionHints hints) {
    return ToolAnnotations.builder()
        .title(title)
        .readOnlyHint(hints.readOnly())
        .destructiveHint(hints.destructive())
        .idempotentHint(hints.idempotent())
        .openWorldHint(hints.openWorld())
        .build();
  }

  private Map<String, Object> schema(JsonNode schema) {
    return json.convertValue(schema, MAP);
  }
}
