package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.CommandAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

  private final Verdict verdict =
      new Verdict("batch b", "is forgotten", "is being cleared already", "cancel it first");

  @Test
  void whatWasDoneAndWhatNeededNotToBeDoneAreBothFine() {
    Console console = TestConsole.silent();

    assertThat(verdict.tell(new CommandAnswer.Done("b"), console)).isEqualTo(ExitCode.OK);
    assertThat(verdict.tell(new CommandAnswer.NothingToDo("b", "ALREADY_ENDED"), console))
        .isEqualTo(ExitCode.OK);
    assertThat(verdict.tell(new CommandAnswer.NothingToDo("b", "DUPLICATE"), console))
        .isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNKNOWN_BATCH", "UNKNOWN_TASK"})
  void whatNobodyKnowsIsNotFound(String reason) {
    assertThatThrownBy(
            () -> verdict.tell(new CommandAnswer.NothingToDo("b", reason), TestConsole.silent()))
        .isInstanceOfSatisfying(
            CommandException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_FOUND))
        .hasMessage("batch b: no scheduler knows it; check the id");
  }

  @Test
  void aRefusalIsNotAllowedAndComesWithItsRemedy() {
    assertThatThrownBy(() ->
            verdict.tell(
                new CommandAnswer.Refused("b", "NOT_ENDED", "the batch is RUNNING"),
                TestConsole.silent()))
        .isInstanceOfSatisfying(
            CommandException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED))
        .hasMessage("batch b: refused (NOT_ENDED), the batch is RUNNING; cancel it first");
  }

  @Test
  void theRemedyOfARefusalIsSaidOnce() {
    assertThatThrownBy(() ->
            verdict.tell(
                new CommandAnswer.Refused(
                    "b", "NOT_ENDED", "the batch is RUNNING; cancel it or wait, then clear it"),
                TestConsole.silent()))
        .hasMessage("batch b: refused (NOT_ENDED), the batch is RUNNING; cancel it first");
    assertThatThrownBy(() ->
            verdict.tell(
                new CommandAnswer.Refused("b", "UNSUPPORTED", "it was refused; submit it anew"),
                TestConsole.silent()))
        .hasMessage("batch b: refused (UNSUPPORTED), it was refused; submit it anew");
  }
}
