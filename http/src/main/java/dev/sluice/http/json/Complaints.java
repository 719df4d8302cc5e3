package dev.sluice.http.json;

import dev.sluice.client.BatchProblem;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong with the body of a request, so that all of it can be told at once. Of a
 * body that is wrong all over only the first of it is kept.
 */
final class Complaints {

  /** The kinds of complaints about a member. Never renamed. */
  enum Code {
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_TYPE,
    INVALID_VALUE
  }

  private static final int MOST = 20;

  /** These are about tasks together, so they hold even if one of them has other faults. */
  private static final Set<BatchProblem.Code> OF_THE_GRAPH =
      Set.of(
          BatchProblem.Code.DUPLICATE_TASK,
          BatchProblem.Code.SELF_NEED,
          BatchProblem.Code.UNKNOWN_NEED,
          BatchProblem.Code.CYCLE);

  private record Complaint(String pointer, String code, String message) {

    Body body() {
      return new Body().with("pointer", pointer).with("code", code).with("message", message);
    }
  }

  private final List<Complaint> complaints = new ArrayList<>();
  private long count;

  void add(Code code, String pointer, String what) {
    add(new Complaint(pointer, code.name(), pointer + " " + what));
  }

  private void add(Complaint complaint) {
    count++;
    if (complaints.size() < MOST) {
      complaints.add(complaint);
    }
  }

  /** How many there are. */
  long count() {
    return count;
  }

  /**
   * Adds the rules that a batch breaks as far as it could be read; none that follows from what
   * could not.
   *
   * @param places of the tasks
   */
  void addBroken(List<BatchProblem> rules, TaskPlaces places) {
    boolean own = count == 0;
    if (count >= MOST) {
      return; // they would not be told, and not all that is unsound is known
    }
    List<Complaint> unsound = List.copyOf(complaints);
    rules.stream()
        .filter(rule -> own || follows(rule, unsound, places))
        .forEach(rule -> add(new Complaint(places.of(rule), rule.code().name(), rule.message())));
  }

  private static boolean follows(BatchProblem rule, List<Complaint> unsound, TaskPlaces places) {
    return switch (rule.code()) {
      case EMPTY_BATCH -> !at(unsound, "/tasks");
      case UNKNOWN_NEED -> places.whole();
      default ->
          rule.taskId().isEmpty()
              || OF_THE_GRAPH.contains(rule.code())
              || (!at(unsound, "/defaults") && !at(unsound, places.of(rule)));
    };
  }

  /** Whether there is one at a place or within. */
  private static boolean at(List<Complaint> unsound, String place) {
    return unsound.stream()
        .anyMatch(one -> one.pointer().equals(place) || one.pointer().startsWith(place + "/"));
  }

  /** What ends the request; there is at least one complaint. */
  RuntimeException refusal() {
    Complaint first = complaints.getFirst();
    String others = count == 1 ? "" : " (and " + (count - 1) + " more, see problems)";
    List<Body> listed = new ArrayList<>(complaints.stream().map(Complaint::body).toList());
    if (count > MOST) {
      listed.set(
          MOST - 1,
          new Body()
              .with("pointer", "")
              .with("code", BatchProblem.Code.MORE_PROBLEMS.name())
              .with("message", (count - MOST + 1) + " more problems are not listed; mend these"));
    }
    return Problem.of(ProblemCode.INVALID_BATCH, first.message() + others)
        .with("pointer", first.pointer())
        .with("problems", listed)
        .exception();
  }
}
