package dev.sluice.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Attempt;
import dev.sluice.records.ErrorInfo;
import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodecs;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportRecordTest {

  @Test
  void aReportThatIsTooLargeLosesMessagesThenAttemptsThenItsOutputUntilItFits() {
    var error = new ErrorInfo("java.lang.Error", "\u20ac".repeat(8_000), true);
    Report report =
        Report.newBuilder()
            .setBatchId("b")
            .setTaskId("t")
            .setReleaseNumber(1)
            .setOutcome(TaskStatus.SUCCEEDED)
            .setOutput(ByteBuffer.wrap(new byte[256 * 1024]))
            .setAttempts(Collections.nCopies(50, new Attempt(1, 1L, 2L, TaskStatus.FAILED, error)))
            .setStartedAt(1)
            .setFinishedAt(2)
            .setWorkerId("w")
            .build();
    Report terse = ReportRecord.smaller(report, "too large").orElseThrow();
    assertThat(terse.getAttempts()).hasSize(50);
    assertThat(bytes(terse)).isLessThan(300 * 1024);
    Report lone = ReportRecord.smaller(terse, "too large").orElseThrow();
    assertThat(lone.getAttempts()).hasSize(1);
    assertThat(lone.getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
    Report bare = ReportRecord.smaller(lone, "too large").orElseThrow();
    assertThat(bare.getReason()).isEqualTo("OUTPUT_TOO_LARGE");
    assertThat(bytes(bare)).isLessThan(1024);
    assertThat(ReportRecord.smaller(bare, "too large")).isEqualTo(Optional.empty());
  }

  private static int bytes(Report report) {
    return RecordCodecs.of(Report.class, Map.of()).encode("report", report).length;
  }
}
