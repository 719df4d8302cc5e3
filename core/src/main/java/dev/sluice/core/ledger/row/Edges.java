package dev.sluice.core.ledger.row;

/**
 * What is kept of the edges of a batch. A task that waits watches one of its needs that have not
 * ended, and looks for the next one when that ends: so most edges are never written. Only once a
 * task of the batch ended without success all edges of those that wait are needed, because a task
 * that can't run any more is skipped at once, whichever of its needs it watches.
 *
 * @param count edge rows ever written
 * @param all whether every need that a task waits for has an edge row
 * @see <a href="https://doi.org/10.1145/378239.379017">Moskewicz et al. 2001, watched literals</a>
 */
public record Edges(long count, boolean all) {

  public static final Edges NONE = new Edges(0, false);

  public Edges withOneMore() {
    return new Edges(count + 1, all);
  }

  public Edges withAll() {
    return new Edges(count, true);
  }
}
