package dev.sluice.client.actions;

import dev.sluice.client.actions.ActionProblem.Code;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the arguments of one call, all of it at once as far as that can be read. */
final class FoundProblems {

  private static final int MOST = 20;

  private final List<ActionProblem> listed = new ArrayList<>();
  private int more;

  /**
   * @param what what is wrong there
   * @param remedy what to do about it
   */
  void add(Code code, String place, String what, String remedy) {
    if (listed.size() == MOST) {
      more++;
      return;
    }
    String where = place.isEmpty() ? "" : place + ": ";
    listed.add(ActionProblem.of(code, place, where + what + "; " + remedy));
  }

  /** Ends the action if anything was wrong. */
  void throwIfAny() {
    if (listed.isEmpty()) {
      return;
    }
    if (more > 0) {
      listed.add(
          ActionProblem.of(
              Code.INVALID_VALUE, "", "and " + more + " more problems; correct these first"));
    }
    throw new RefusedAction(listed);
  }
}
