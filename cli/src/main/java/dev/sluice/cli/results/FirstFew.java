package dev.sluice.cli.results;

import dev.sluice.cli.output.Shown;
import dev.sluice.client.TaskResult;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/** Counts results and holds the first few of them, by place. */
final class FirstFew {

  private static final int FEW = 10;

  private final BitSet counted = new BitSet();
  private final TreeMap<Integer, TaskResult> first = new TreeMap<>();

  /**
   * @param wanted false: an earlier result at this place, of which this is a later round, counts no
   *     more
   */
  void offer(int place, TaskResult result, boolean wanted) {
    if (!wanted) {
      if (counted.get(place)) {
        counted.clear(place);
        first.remove(place);
      }
      return;
    }
    counted.set(place);
    if (first.size() < FEW || place <= first.lastKey()) {
      first.put(place, result);
      if (first.size() > FEW) {
        first.pollLastEntry();
      }
    }
  }

  Shown shown() {
    return new Shown(List.copyOf(first.values()), counted.cardinality());
  }
}
