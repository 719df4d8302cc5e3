package dev.sluice.scheduler.answer;

import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.limits.Ids;
import dev.sluice.scheduler.query.Question;
import dev.sluice.scheduler.wire.Keyed;
import java.util.Optional;

/** Answers to those who sent a command or a query. Empty: no answer would fit into its topic. */
public final class Answers {

  private final AnswerWriter writer;

  public Answers(AnswerWriter writer) {
    this.writer = writer;
  }

  /** What became of a request, at a time in microseconds. */
  public Optional<Keyed> to(Request request, Verdict verdict, long at) {
    return writer.write(request, verdict, at);
  }

  /** What the rows say about a question. */
  public Optional<Keyed> to(Question question, LedgerView view, long at) {
    var request = new Request(question.batchId(), question.requestId());
    return writer.write(request, verdict(question, view), at);
  }

  private static Verdict verdict(Question question, LedgerView view) {
    if (!Ids.validBatchId(question.batchId())) {
      return Verdict.refused(Reason.INVALID_ID.name(), "a batch id is [A-Za-z0-9._:-]{1,200}");
    }
    if (view.batch(question.batchId()) == null) {
      return Verdict.nothingToDo(Reason.UNKNOWN_BATCH.name());
    }
    return Verdict.refused(Reason.UNSUPPORTED.name(), "not yet: explanations");
  }
}
