package dev.sluice.client.internal;

import dev.sluice.client.CommandAnswer;
import dev.sluice.client.Explanation;
import dev.sluice.records.Answer;
import java.util.List;

/** What the scheduler answers becomes what the application sees. */
final class AnswersIn {

  static final String UNKNOWN_BATCH = "UNKNOWN_BATCH";
  static final String UNKNOWN_TASK = "UNKNOWN_TASK";

  private AnswersIn() {}

  /** Whether the answer has this code as its reason, or explains something with it. */
  static boolean says(Answer answer, String code) {
    return code.equals(answer.getReason())
        || answer.getExplanations().stream().anyMatch(each -> code.equals(each.getCode()));
  }

  static CommandAnswer command(Answer answer) {
    String batchId = answer.getBatchId();
    String reason = answer.getReason() == null ? "UNKNOWN" : answer.getReason();
    String detail = answer.getDetail() == null ? reason : answer.getDetail();
    return switch (answer.getCode()) {
      case DONE -> new CommandAnswer.Done(batchId);
      case NOTHING_TO_DO -> new CommandAnswer.NothingToDo(batchId, reason);
      case REFUSED -> new CommandAnswer.Refused(batchId, reason, detail);
      case UNKNOWN ->
          new CommandAnswer.Refused(
              batchId,
              reason,
              "the answer is of a newer kind: " + detail + "; upgrade this client");
    };
  }

  static List<Explanation> explanations(Answer answer) {
    return answer.getExplanations().stream()
        .map(each ->
            new Explanation(
                answer.getBatchId(),
                each.getTaskId(),
                each.getStatus(),
                each.getCode(),
                each.getText()))
        .toList();
  }
}
