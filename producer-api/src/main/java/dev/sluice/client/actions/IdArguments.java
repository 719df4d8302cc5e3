package dev.sluice.client.actions;

import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.core.limits.Ids;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads ids of batches and tasks. */
final class IdArguments {

  private static final String BATCH_RULE = "use 1 to 200 letters, digits and . _ : -";
  private static final String TASK_RULE = "use 1 to 200 letters, digits and . _ : - / @ + =";

  private IdArguments() {}

  /** A batch id; null where it is absent or none. */
  static @Nullable String batch(Arguments arguments, String field) {
    return checked(arguments, field, Ids::validBatchId, "batch id", BATCH_RULE);
  }

  /** A task id; null where it is absent or none. */
  static @Nullable String task(Arguments arguments, String field) {
    return checked(arguments, field, Ids::validTaskId, "task id", TASK_RULE);
  }

  /** The id of the batch that an action is about; empty where it is absent or none. */
  static String required(Arguments arguments) {
    return orMissing(arguments, "batch", batch(arguments, "batch"), "\"batch\": \"nightly-7\"");
  }

  /** The id of the task that is described; empty where it is absent or none. */
  static String ofTask(Arguments task) {
    return orMissing(task, "id", task(task, "id"), "\"id\": \"fetch\"");
  }

  private static String orMissing(
      Arguments arguments, String field, @Nullable String id, String example) {
    if (!arguments.has(field)) {
      arguments
          .problems()
          .add(
              Code.MISSING_FIELD,
              arguments.place(field),
              "is missing",
              "add for example " + example);
    }
    return id == null ? "" : id;
  }

  private static @Nullable String checked(
      Arguments arguments, String field, Predicate<String> valid, String what, String rule) {
    String id = arguments.text(field, Integer.MAX_VALUE);
    if (id == null || valid.test(id)) {
      return id;
    }
    arguments
        .problems()
        .add(
            Code.INVALID_ID,
            arguments.place(field),
            "'" + Foreign.text(id) + "' is no " + what,
            rule);
    return null;
  }
}
