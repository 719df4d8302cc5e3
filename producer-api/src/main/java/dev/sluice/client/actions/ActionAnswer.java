package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/** What became of an action. */
public sealed interface ActionAnswer {

  /** The whole answer as JSON. */
  ObjectNode json();

  /**
   * The action was performed.
   *
   * @param json what it gave
   */
  record Done(ActionName action, ObjectNode json) implements ActionAnswer {

    public Done {
      Objects.requireNonNull(action, "action");
      Objects.requireNonNull(json, "json");
    }
  }

  /**
   * The action was not performed.
   *
   * @param problems why, at least one
   */
  record Failed(List<ActionProblem> problems) implements ActionAnswer {

    public Failed {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("problems must name at least one");
      }
    }

    /** {@code {"error": {"code", "message", "problems": [{"code", "place", "message"}]}}}. */
    @Override
    public ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ObjectNode error = json.putObject("error");
      error.put("code", problems.getFirst().code());
      error.put("message", problems.getFirst().message());
      ArrayNode list = error.putArray("problems");
      for (ActionProblem problem : problems) {
        list.addObject()
            .put("code", problem.code())
            .put("place", problem.place())
            .put("message", problem.message());
      }
      return json;
    }
  }
}
