package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.header;
import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.records.Answer;
import dev.sluice.records.AnswerCode;
import dev.sluice.records.Cancel;
import dev.sluice.records.Open;
import dev.sluice.records.Pause;
import dev.sluice.records.Seal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever sends a command with a request id learns what became of it. */
class AnswersTest {

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void saysThatACommandWasObeyed() {
    flow.command("b", opened(), "r1");

    Answer answer = answer();
    assertThat(answer.getBatchId()).isEqualTo("b");
    assertThat(answer.getRequestId()).isEqualTo("r1");
    assertThat(answer.getCode()).isEqualTo(AnswerCode.DONE);
    assertThat(answer.getReason()).isNull();
    assertThat(answer.getAt()).isEqualTo(flow.now());
  }

  @Test
  void saysThatThereIsNothingToDo() {
    flow.command("unknown", new Pause(), "r1");
    assertThat(answer())
        .satisfies(answer -> {
          assertThat(answer.getCode()).isEqualTo(AnswerCode.NOTHING_TO_DO);
          assertThat(answer.getReason()).isEqualTo("UNKNOWN_BATCH");
        });

    flow.open("b", 1);
    flow.command("b", new Cancel("nobody", null), "r2");
    assertThat(answer().getReason()).isEqualTo("UNKNOWN_TASK");

    flow.command("b", new Seal(1L), "r3");
    assertThat(answer().getReason()).isEqualTo("DUPLICATE");
  }

  @Test
  void saysWhyACommandWasRefusedAndSetsItAside() {
    flow.open("b", 1);
    flow.command("b", new Seal(7L), "r1");

    Answer answer = answer();
    assertThat(answer.getCode()).isEqualTo(AnswerCode.REFUSED);
    assertThat(answer.getReason()).isEqualTo("CONFLICT");
    assertThat(answer.getDetail()).isEqualTo("the batch is sealed at 1");
    assertThat(flow.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(header(letter, "sluice-reason")).isEqualTo("CONFLICT"));
  }

  @Test
  void answersAlsoAboutABatchIdThatIsNone() {
    flow.command("no batch id", new Pause(), "r1");

    Answer answer = answer();
    assertThat(answer.getBatchId()).isEqualTo("no batch id");
    assertThat(answer.getCode()).isEqualTo(AnswerCode.REFUSED);
    assertThat(answer.getReason()).isEqualTo("INVALID_ID");
  }

  @Test
  void answersAlsoWhenItCanNotDecide() {
    flow.spoilRow(RowKeys.batch("b"));
    flow.command("b", new Pause(), "r1");

    Answer answer = answer();
    assertThat(answer.getCode()).isEqualTo(AnswerCode.REFUSED);
    assertThat(answer.getReason()).isEqualTo("INTERNAL_ERROR");
    assertThat(flow.deadLetters()).hasSize(1);
  }

  @Test
  void answersOnceAndOnlyWhoAsked() {
    flow.open("b", 2);
    flow.submit(task("b", "t"));
    flow.command("b", new Pause());
    flow.command("b", new Cancel(null, "enough"), "r1");

    assertThat(flow.records(TOPICS.answer()))
        .singleElement()
        .satisfies(
            record -> assertThat(record.key()).isEqualTo("b".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void leavesAnAnswerOutThatItsTopicCanNotTake() {
    flow.command("b", new Pause(), "r".repeat(2 << 20));

    assertThat(flow.answers()).isEmpty();
    assertThat(flow.counts().of("answer-too-large")).isEqualTo(1);
  }

  private Answer answer() {
    var answers = flow.answers();
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  private static Open opened() {
    return Open.newBuilder().setExpectedTasks(1L).build();
  }
}
