package dev.sluice.cli.output;

import dev.sluice.client.Explanation;
import dev.sluice.results.export.Row;
import dev.sluice.results.text.Plain;

/** An explanation as people and as programs read it. */
public final class ExplanationText {

  private ExplanationText() {}

  /** One line: where it is, which one, and why. */
  public static String line(Explanation explanation) {
    String which =
        explanation.taskId() == null
            ? "batch " + explanation.batchId()
            : Plain.text(explanation.taskId());
    return "%-9s %s: %s"
        .formatted(Plain.text(explanation.status()), which, Plain.text(explanation.text()));
  }

  public static Row row(Explanation explanation) {
    return new Row()
        .with("taskId", explanation.taskId())
        .with("status", explanation.status())
        .with("code", explanation.code())
        .with("text", explanation.text());
  }
}
