package dev.sluice.core.ledger;

import dev.sluice.core.data.Filling;
import dev.sluice.core.data.Placeholders;
import dev.sluice.core.ledger.Effect.NeedOutcome;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a release hands to the workers: the payload with its placeholders replaced, the inputs. */
record ReleaseContents(Draft draft, Limits limits) {

  /** What can be handed out, or why it can't. */
  sealed interface Prepared {}

  /**
   * A task that can be handed out.
   *
   * @param task with its placeholders replaced
   * @param inputs how its needs ended, in their order
   * @param bytes that were read for it or go with it
   */
  record Contents(TaskSpec task, List<NeedOutcome> inputs, long bytes) implements Prepared {}

  /** A task that can't. */
  record Unfit(Reason reason, String detail, long bytes) implements Prepared {}

  /** The contents of a task whose needs have ended. */
  Prepared of(TaskSpec task) {
    Placeholders placeholders = Placeholders.of(task.payload());
    String dropped = dropped(task, placeholders);
    if (dropped != null) {
      return new Unfit(
          Reason.INPUT_NOT_FOUND,
          "the output of "
              + dropped
              + " is gone: nothing needed it when it ended; let the task that adds this one hand it"
              + " on",
          0);
    }
    return switch (placeholders.fill(limits.releaseBytes(), draft::output)) {
      case Filling.NotFound(String message) -> new Unfit(Reason.INPUT_NOT_FOUND, message, 0);
      case Filling.TooLarge tooLarge -> tooLarge(0);
      case Filling.Filled(Content payload, long read) ->
          withInputs(task.withPayload(payload), read);
    };
  }

  private Prepared withInputs(TaskSpec task, long read) {
    List<NeedOutcome> inputs = new ArrayList<>();
    long size = inputs(task, task.payload().size(), inputs);
    return size > limits.releaseBytes() ? tooLarge(read) : new Contents(task, inputs, read + size);
  }

  /** A need whose output this task asks for although nobody did when it ended. */
  private @Nullable String dropped(TaskSpec task, Placeholders payload) {
    if (draft.tally().spawned() == 0) {
      return null; // all that needs an output was known when the task ended that gave it
    }
    for (String need : task.inputs() ? Set.copyOf(task.needs()) : payload.tasks()) {
      if (draft.task(need) instanceof TaskRow.Ended ended
          && ended.output() == TaskRow.Output.DROPPED) {
        return need;
      }
    }
    return null;
  }

  private Unfit tooLarge(long read) {
    return new Unfit(
        Reason.INPUTS_TOO_LARGE,
        "payload and inputs have more than "
            + limits.releaseBytes()
            + " bytes together; let the needs hand on references",
        read);
  }

  /** Collects the outcomes of the needs while they fit, and tells how many bytes it came to. */
  private long inputs(TaskSpec task, long payloadBytes, List<NeedOutcome> inputs) {
    long size = payloadBytes;
    for (String need : new LinkedHashSet<>(task.needs())) {
      if (draft.task(need) instanceof TaskRow.Ended ended) {
        boolean kept = ended.output() == TaskRow.Output.KEPT;
        Content output = kept && task.inputs() ? draft.output(need) : null;
        inputs.add(new NeedOutcome(need, ended.status(), output));
        size += need.length() + (output == null ? 0 : output.size());
        if (size > limits.releaseBytes()) {
          break;
        }
      }
    }
    return size;
  }
}
