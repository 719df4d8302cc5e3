package dev.sluice.client.audit;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the topics say about the guarantees for one batch.
 *
 * @param status what the scheduler last said of the batch; null: nothing yet
 * @param tasks tasks that the topics know of
 * @param verdicts one for each guarantee
 * @param notes what else is to be known of the records that were read
 */
public record Audit(
    String batchId,
    @Nullable String status,
    int tasks,
    List<Verdict> verdicts,
    List<String> notes) {

  public Audit {
    Objects.requireNonNull(batchId, "batchId");
    verdicts = List.copyOf(verdicts);
    notes = List.copyOf(notes);
  }

  /** Whether any guarantee is broken. */
  public boolean broken() {
    return verdicts.stream().anyMatch(verdict -> verdict.standing() == Standing.BROKEN);
  }

  /** Whether all of them were seen to hold, to the last record. */
  public boolean held() {
    return verdicts.stream().allMatch(verdict -> verdict.standing() == Standing.HELD);
  }

  /** How it stands with a guarantee. */
  public enum Standing {
    /** all that it speaks of was seen, and is so */
    HELD,
    /** something was seen that must not be */
    BROKEN,
    /** nothing is broken as far as can be seen, and not all can */
    UNSEEN
  }

  /**
   * How it stands with one guarantee.
   *
   * @param guarantee its name, for programs
   * @param promise the same in words
   * @param checked how many facts were compared for it
   * @param breaches how often it was broken
   * @param examples the first breaches
   * @param unseen what can't be seen, and why
   */
  public record Verdict(
      String guarantee,
      String promise,
      long checked,
      long breaches,
      List<String> examples,
      List<String> unseen) {

    public Verdict {
      Objects.requireNonNull(guarantee, "guarantee");
      Objects.requireNonNull(promise, "promise");
      examples = List.copyOf(examples);
      unseen = List.copyOf(unseen);
    }

    public Standing standing() {
      if (breaches > 0) {
        return Standing.BROKEN;
      }
      return unseen.isEmpty() ? Standing.HELD : Standing.UNSEEN;
    }
  }
}
