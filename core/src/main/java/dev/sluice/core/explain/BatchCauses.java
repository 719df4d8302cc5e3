package dev.sluice.core.explain;

import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.Tally;
import java.util.ArrayList;
import java.util.List;

/** Tells why a batch has not ended. */
record BatchCauses(BatchRow batch) {

  static Explanation unknown() {
    return new Explanation(
        null, Explanation.UNKNOWN, Cause.UNKNOWN_BATCH, "nothing is known of this batch");
  }

  /**
   * @param blocking tasks that the others wait for
   */
  Explanation explain(List<String> blocking) {
    Life life = batch.life();
    if (life.status().terminal()) {
      String because = life.stop() == null ? "" : " because " + Words.stop(life.stop());
      return because(Cause.ENDED, "ended " + life.status() + because);
    }
    Hold hold = Hold.of(life);
    if (hold != null) {
      return because(hold.cause(), withDetails(hold.text(), blocking));
    }
    Tally tally = batch.tally();
    boolean idle = tally.active() == 0 && tally.queued() == 0;
    boolean workLeft = batch.backlog().hasWork();
    if (idle && !workLeft && !batch.complete()) {
      return waitsForSubmissions();
    }
    if (idle || (workLeft && tally.active() == 0)) {
      String text = "the scheduler is on its way to the next task, or to one that can never run";
      return because(Cause.WORK_LEFT, withDetails(text, blocking));
    }
    return because(
        Cause.WAITS_FOR_TASKS,
        withDetails(
            "waits for " + Words.count(tally.received() - tally.ended(), "task"), blocking));
  }

  private Explanation waitsForSubmissions() {
    Tally tally = batch.tally();
    String rest =
        tally.waiting() == 0
            ? "; all of these have ended"
            : "; what has not ended of these waits for tasks that did not come";
    return because(
        batch.life().sealed() ? Cause.INCOMPLETE : Cause.NOT_SEALED,
        tally.received() == 0 ? came() : came() + rest);
  }

  private String withDetails(String lead, List<String> blocking) {
    List<String> parts = new ArrayList<>();
    parts.add(lead);
    Tally tally = batch.tally();
    if (tally.received() > tally.ended()) {
      parts.add(where(tally));
    }
    String window = Hold.window(batch);
    if (window != null) {
      parts.add(window);
    }
    if (!blocking.isEmpty()) {
      parts.add("next: " + Words.list(blocking));
    }
    if (!batch.complete()) {
      parts.add(came());
    }
    return String.join("; ", parts);
  }

  private static String where(Tally tally) {
    List<String> places = new ArrayList<>();
    addPlace(places, tally.active(), "with the workers");
    addPlace(places, tally.queued(), "held or in line");
    addPlace(places, tally.waiting(), "waiting for needs");
    return Words.list(places);
  }

  private static void addPlace(List<String> places, long tasks, String where) {
    if (tasks > 0) {
      places.add(Words.number(tasks) + " " + where);
    }
  }

  private String came() {
    long received = batch.tally().received();
    return batch.life().sealed()
        ? Words.number(received) + " of " + Words.count(batch.life().expected(), "task") + " came"
        : Words.count(received, "task") + " came, not sealed yet";
  }

  private Explanation because(Cause cause, String text) {
    return new Explanation(null, batch.life().status().name(), cause, text);
  }
}
