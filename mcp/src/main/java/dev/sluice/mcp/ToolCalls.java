package dev.sluice.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.actions.ActionAnswer;
import dev.sluice.client.actions.ActionJson;
import dev.sluice.client.actions.ActionName;
import dev.sluice.client.actions.BatchActions;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns calls of tools into actions, and their answers into results. What tasks wrote goes out as
 * JSON text, where it can't end the quotes that it stands in, after a notice in words of our own.
 */
final class ToolCalls {

  /** In the meta data of a result that has text of tasks in it. */
  static final String UNTRUSTED = "dev.sluice/untrusted";

  private final BatchActions actions;
  private final JsonMapper json = ActionJson.mapper();

  ToolCalls(BatchActions actions) {
    this.actions = actions;
  }

  /** A call of the tool of one action. */
  CallToolResult split(ActionName action, CallToolRequest request) {
    return result(actions.perform(action, json.valueToTree(arguments(request))));
  }

  /** A call of the tool for all actions. */
  CallToolResult combined(CallToolRequest request) {
    JsonNode call = json.valueToTree(arguments(request));
    JsonNode arguments = call.path("arguments");
    JsonNode none = json.createObjectNode();
    return result(
        actions.perform(
            call.path("action").asText(),
            arguments instanceof MissingNode || arguments.isNull() ? none : arguments));
  }

  private static Map<String, Object> arguments(CallToolRequest request) {
    Map<String, Object> arguments = request.arguments();
    return arguments == null ? Map.of() : arguments;
  }

  private CallToolResult result(ActionAnswer answer) {
    ObjectNode body = answer.json();
    List<Content> content = new ArrayList<>();
    JsonNode untrusted = body.path("untrusted");
    if (untrusted.has("notice")) {
      content.add(TextContent.builder(untrusted.get("notice").asText()).build());
    }
    content.add(TextContent.builder(body.toString()).build());
    CallToolResult.Builder result =
        CallToolResult.builder(content)
            .structuredContent(json.convertValue(body, Map.class))
            .isError(answer instanceof ActionAnswer.Failed);
    return untrusted.isObject() ? result.meta(Map.of(UNTRUSTED, true)).build() : result.build();
  }
}
