package dev.sluice.scheduler.answer;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Effect.Ignored;
import dev.sluice.core.ledger.Effect.Rejected;
import dev.sluice.records.AnswerCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of what was asked for.
 *
 * @param reason a code where nothing was done
 * @param detail the same for people
 */
public record Verdict(AnswerCode code, @Nullable String reason, @Nullable String detail) {

  /** It is done. */
  public static final Verdict DONE = new Verdict(AnswerCode.DONE, null, null);

  /** The verdict that is in the effects of the decision about it. */
  public static Verdict in(List<Effect> effects) {
    Verdict verdict = DONE;
    for (Effect effect : effects) {
      if (effect instanceof Rejected rejected) {
        return refused(rejected.reason().name(), rejected.detail());
      }
      if (effect instanceof Ignored ignored) {
        verdict = nothingToDo(ignored.reason().name());
      }
    }
    return verdict;
  }

  /** It can't be done. */
  public static Verdict refused(String reason, @Nullable String detail) {
    return new Verdict(AnswerCode.REFUSED, reason, detail);
  }

  /** It is so already, or there is nothing that it could be done to. */
  static Verdict nothingToDo(String reason) {
    return new Verdict(AnswerCode.NOTHING_TO_DO, reason, null);
  }
}
