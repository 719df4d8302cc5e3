package dev.sluice.core.ledger.row;

import dev.sluice.core.ledger.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work that a decision left over because one decision is bounded. Done in order of creation; a
 * cursor says how far it got.
 */
public sealed interface Work {

  /** Tell the dependants of a task that it ended, or that nobody will ever submit it. */
  record Settle(String taskId, @Nullable String after) implements Work {}

  /** Cancel every task that has not ended. */
  record StopRest(@Nullable String after) implements Work {}

  /** Write the edges of every task that waits: see {@link Edges}. */
  record SpreadEdges(@Nullable String after) implements Work {}

  /** Find needs that nobody submitted, now that the batch is complete. */
  record FindMissing(@Nullable String after) implements Work {}

  /** Find a task that waits for ever, now that nothing else moves. */
  record FindStuck(@Nullable String after) implements Work {}

  /**
   * Find a cycle by following unmet needs from a stuck task: Brent's algorithm, which remembers two
   * tasks whatever the size of the cycle.
   *
   * @param origin where the search for stuck tasks goes on afterwards
   * @param power steps until the slow one catches up
   * @param length steps since it last did
   * @see <a href="https://doi.org/10.1007/BF01933190">Brent 1980</a>
   */
  record FollowNeeds(String origin, String slow, String fast, long power, long length)
      implements Work {}

  /**
   * Reject the members of a cycle.
   *
   * @param current the next member
   * @param left members left
   * @param path the cycle as text
   */
  record RejectCycle(String origin, String current, long left, String path) implements Work {}

  /** Make every task that did not succeed one that has not begun, then let each begin. */
  record Restart(@Nullable String after) implements Work {}

  /** Let every task that has not begun look at its needs. */
  record Begin(@Nullable String after) implements Work {}

  /** Take in tasks that another one added. */
  record Spawn(List<Event.Spawned> tasks) implements Work {

    public Spawn {
      tasks = List.copyOf(tasks);
    }
  }

  /** Delete the outputs that are kept. */
  record DropOutputs(@Nullable String after) implements Work {}

  /**
   * Delete all that is known of the batch.
   *
   * @param table how many of the tables are done
   */
  record Clear(int table, @Nullable String after) implements Work {}

  /** Release queued tasks as the window allows. */
  record Admit() implements Work {}
}
