package dev.sluice.core.assign;

import java.util.Arrays;

/**
 * The target with the least load for its weight, once it has the thing; of several such the one
 * with the lowest number. A heap of the targets: a choice takes O(log targets).
 */
public final class LeastLoaded implements Balancer {

  /** Enough for anything, and their product with a load does not overflow. */
  private static final long MOST_WEIGHT = 1 << 20;

  private static final long MOST_LOAD = 1L << 42;
  private static final int FADES_BY = 16;

  private final long[] loads;
  private final long[] weights;

  /** Targets, none before one that goes first; and where in it each target is. */
  private final int[] heap;

  private final int[] places;

  /** Targets that all have the same weight and no load. */
  public LeastLoaded(int targets) {
    loads = new long[Targets.atLeastOne(targets)];
    weights = new long[targets];
    heap = new int[targets];
    places = new int[targets];
    Arrays.fill(weights, 1);
    for (int target = 0; target < targets; target++) {
      heap[target] = target;
      places[target] = target;
    }
  }

  @Override
  public int next() {
    return next(1);
  }

  /** Chooses for a thing that is as much load. */
  public int next(long load) {
    int chosen = heap[0];
    add(chosen, load);
    return chosen;
  }

  @Override
  public void done(int target) {
    if (target >= 0 && target < loads.length) {
      add(target, -1);
    }
  }

  /** Gives a target more load, or less; never less than none, and never more than 2^42. */
  public void add(int target, long load) {
    long sum = loads[target] + Math.clamp(load, -MOST_LOAD, MOST_LOAD);
    loads[target] = Math.clamp(sum, 0, MOST_LOAD);
    settle(places[target]);
  }

  /** What a target has. */
  public long load(int target) {
    return loads[target];
  }

  /**
   * Sets what load each target is good for, in proportion to the others.
   *
   * @param all one for each target; 1 where it is less, at most 2^20
   */
  public void weigh(long[] all) {
    if (all.length != weights.length) {
      throw new IllegalArgumentException(
          "there are " + weights.length + " targets, and weights of " + all.length);
    }
    for (int target = 0; target < all.length; target++) {
      weights[target] = Math.clamp(all[target], 1, MOST_WEIGHT);
    }
    settleAll();
  }

  /**
   * Takes away a sixteenth of each load, at least one: what was never said to be done does not
   * count for ever.
   */
  public void fade() {
    for (int target = 0; target < loads.length; target++) {
      loads[target] -= (loads[target] + FADES_BY - 1) / FADES_BY;
    }
    settleAll();
  }

  private void settleAll() {
    for (int place = heap.length / 2; place >= 0; place--) {
      sink(place);
    }
  }

  private void settle(int place) {
    int target = heap[place];
    int at = place;
    while (at > 0 && before(target, heap[(at - 1) / 2])) {
      put(heap[(at - 1) / 2], at);
      at = (at - 1) / 2;
    }
    put(target, at);
    sink(at);
  }

  private void sink(int place) {
    int target = heap[place];
    int at = place;
    for (int child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], target)) {
        break;
      }
      put(heap[child], at);
      at = child;
    }
    put(target, at);
  }

  private void put(int target, int place) {
    heap[place] = target;
    places[target] = place;
  }

  private boolean before(int one, int other) {
    long mine = (loads[one] + 1) * weights[other];
    long others = (loads[other] + 1) * weights[one];
    return mine < others || (mine == others && one < other);
  }
}
