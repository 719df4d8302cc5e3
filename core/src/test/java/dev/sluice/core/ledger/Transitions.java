package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.StoredTask;
import java.util.Set;
import java.util.TreeSet;

/** The moves that tasks and batches were seen to make from one decision to the next. */
final class Transitions {

  /** Every move that a task may make; {@code -} stands for no row. */
  static final Set<String> OF_TASKS =
      moves(
          "- Missing Waiting Delayed Queued Released Ended",
          "Missing - Waiting Delayed Queued Released Ended",
          "Waiting Waiting Delayed Queued Released Ended",
          "Delayed Queued Released Ended",
          "Queued Released Ended",
          "Released Ended");

  /** Every move that a batch may make. */
  static final Set<String> OF_BATCHES =
      moves(
          "- OPEN RUNNING SUCCEEDED FAILED REJECTED",
          "OPEN RUNNING SUCCEEDED FAILED CANCELLED REJECTED",
          "RUNNING OPEN PAUSED SUCCEEDED FAILED CANCELLED REJECTED",
          "PAUSED RUNNING SUCCEEDED FAILED CANCELLED REJECTED");

  /** Moves of batches that {@link LedgerTest} makes on purpose. */
  static final Set<String> TOO_RARE_FOR_CHANCE =
      Set.of("- -> FAILED", "- -> REJECTED", "PAUSED -> REJECTED");

  final Set<String> ofTasks = new TreeSet<>();
  final Set<String> ofBatches = new TreeSet<>();

  void see(RowStore rows, RowWrite write) {
    byte[] before = rows.get(write.key());
    switch (write.key()[0]) {
      case 'T' -> {
        if (before != null || write.value() != null) { // else it came and went in one decision
          ofTasks.add(task(before) + " -> " + task(write.value()));
        }
      }
      case 'B' -> {
        String from = batch(before);
        String to = batch(write.value());
        if (!from.equals(to)) {
          ofBatches.add(from + " -> " + to);
        }
      }
      default -> {}
    }
  }

  private static String task(byte[] row) {
    return row == null ? "-" : StoredTask.of(row).state().getClass().getSimpleName();
  }

  private static String batch(byte[] row) {
    return row == null ? "-" : BatchRows.readBatch(row).life().status().name();
  }

  private static Set<String> moves(String... lines) {
    Set<String> moves = new TreeSet<>();
    for (String line : lines) {
      String[] states = line.split(" ", -1);
      for (int i = 1; i < states.length; i++) {
        moves.add(states[0] + " -> " + states[i]);
      }
    }
    return moves;
  }
}
