package dev.sluice.core.explain;

import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The needs of a task that have not ended.
 *
 * @param named the first of them
 * @param more how many others there are, of those that were looked at
 * @param unseen needs that were not looked at, because there are too many
 */
record UnmetNeeds(List<String> named, int more, int unseen) {

  private static final int NAMED = 5;

  /**
   * Looks at the needs of a task.
   *
   * @param watched one that has not ended, as far as the task knows: looked at in any case
   * @param looks at most so many
   */
  static UnmetNeeds of(
      String batchId, List<String> needs, String watched, int looks, LedgerView view) {
    Set<String> all = new LinkedHashSet<>();
    if (needs.size() > looks && needs.contains(watched)) {
      all.add(watched);
    }
    all.addAll(needs);
    List<String> named = new ArrayList<>();
    int seen = 0;
    int more = 0;
    for (String need : all) {
      if (seen == looks) {
        break;
      }
      seen++;
      StoredTask found = view.task(batchId, need);
      boolean missing = found == null || found.state() instanceof TaskRow.Missing;
      if (!missing && found.state() instanceof TaskRow.Ended) {
        continue;
      }
      if (named.size() < NAMED) {
        named.add(missing ? need + " (not submitted yet)" : need);
      } else {
        more++;
      }
    }
    return new UnmetNeeds(named, more, all.size() - seen);
  }

  boolean none() {
    return named.isEmpty() && unseen == 0;
  }

  String text() {
    List<String> items = new ArrayList<>(named);
    if (unseen > 0) {
      items.add("perhaps some of " + Words.number((long) more + unseen) + " more");
    } else if (more > 0) {
      items.add(Words.number(more) + " more");
    }
    return "waits for " + Words.list(items);
  }
}
