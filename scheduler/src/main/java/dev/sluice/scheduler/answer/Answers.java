package dev.sluice.scheduler.answer;

import dev.sluice.core.explain.Cause;
import dev.sluice.core.explain.Explained;
import dev.sluice.core.explain.Explainer;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.explain.Workforce;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.limits.Ids;
import dev.sluice.scheduler.query.Question;
import dev.sluice.scheduler.wire.Keyed;
import java.util.Optional;

/** Answers to those who sent a command or a query. Empty: no answer would fit into its topic. */
public final class Answers {

  private final AnswerWriter writer;
  private final Workforce workforce;

  /**
   * @param workforce what is known of the workers
   */
  public Answers(AnswerWriter writer, Workforce workforce) {
    this.writer = writer;
    this.workforce = workforce;
  }

  /** What became of a request, at a time in microseconds. */
  public Optional<Keyed> to(Request request, Verdict verdict, long at) {
    return writer.write(request, verdict, at);
  }

  /** What the rows and the workers say about a question, at a time in microseconds. */
  public Optional<Keyed> to(Question question, LedgerView view, long at) {
    var request = new Request(question.batchId(), question.requestId());
    if (!Ids.validBatchId(question.batchId())) {
      String rule = "a batch id is [A-Za-z0-9._:-]{1,200}";
      return writer.write(request, Verdict.refused(Reason.INVALID_ID.name(), rule), at);
    }
    Explained explained =
        new Explainer(view, workforce)
            .explain(question.batchId(), question.taskId(), question.after(), question.limit(), at);
    return writer.write(request, verdict(explained), explained, at);
  }

  private static Verdict verdict(Explained explained) {
    return explained.explanations().stream()
        .map(Explanation::cause)
        .filter(cause -> cause == Cause.UNKNOWN_BATCH || cause == Cause.UNKNOWN_TASK)
        .map(cause -> Verdict.nothingToDo(cause.name()))
        .findFirst()
        .orElse(Verdict.DONE);
  }
}
