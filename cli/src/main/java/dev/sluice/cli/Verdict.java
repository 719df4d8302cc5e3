package dev.sluice.cli;

import dev.sluice.client.CommandAnswer;

/**
 * What the answers to one command mean for the user.
 *
 * @param thing what was commanded, as messages call it
 * @param done what has happened now
 * @param idle why there was nothing to do, where the scheduler gives no better reason
 * @param unknown what follows when no scheduler knows the thing
 * @param remedy what to do about a refusal
 */
record Verdict(String thing, String done, String idle, String unknown, String remedy) {

  /** Like the other one, for commands that an unknown batch gives nothing to do. */
  Verdict(String thing, String done, String idle, String remedy) {
    this(thing, done, idle, "no scheduler knows it; check the id", remedy);
  }

  /**
   * Says what became of the command.
   *
   * @throws CommandException if the thing is not known, or the command was refused
   */
  ExitCode tell(CommandAnswer answer, Console console) {
    switch (answer) {
      case CommandAnswer.Done yes -> console.say(thing + " " + done);
      case CommandAnswer.NothingToDo nothing -> console.say(thing + " " + why(nothing.reason()));
      case CommandAnswer.Refused refused ->
          throw new CommandException(
              ExitCode.NOT_ALLOWED,
              thing + ": refused (" + refused.reason() + "), " + refusal(refused));
    }
    return ExitCode.OK;
  }

  /** The scheduler's own remedy is for programs too; where a command does the same, it is named. */
  private String refusal(CommandAnswer.Refused refused) {
    String detail = refused.detail();
    return refused.reason().equals("NOT_ENDED")
        ? detail.replaceFirst("; .*", "") + "; " + remedy
        : detail.contains("; ") ? detail : detail + "; " + remedy;
  }

  private String why(String reason) {
    return switch (reason) {
      case "UNKNOWN_BATCH", "UNKNOWN_TASK" ->
          throw new CommandException(ExitCode.NOT_FOUND, thing + ": " + unknown);
      case "ALREADY_ENDED" -> "has ended already";
      default -> idle;
    };
  }
}
