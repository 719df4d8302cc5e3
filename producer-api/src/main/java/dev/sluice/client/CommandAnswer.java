package dev.sluice.client;

import java.util.Objects;

/** What became of a command. A command that comes twice, late or too early does no harm. */
public sealed interface CommandAnswer {

  String batchId();

  /** The command was obeyed. */
  record Done(String batchId) implements CommandAnswer {

    public Done {
      Objects.requireNonNull(batchId, "batchId");
    }
  }

  /**
   * There was nothing to change.
   *
   * @param reason a code: {@code UNKNOWN_BATCH}, {@code UNKNOWN_TASK}, {@code ALREADY_ENDED},
   *     {@code DUPLICATE} or {@code NOTHING_TO_DO}
   */
  record NothingToDo(String batchId, String reason) implements CommandAnswer {

    public NothingToDo {
      Objects.requireNonNull(batchId, "batchId");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The command can't be obeyed as the batch is now.
   *
   * @param reason a code, for example {@code NOT_ENDED} or {@code CONFLICT}
   * @param detail one line for people
   */
  record Refused(String batchId, String reason, String detail) implements CommandAnswer {

    public Refused {
      Objects.requireNonNull(batchId, "batchId");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
