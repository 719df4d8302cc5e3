package dev.sluice.worker.release;

import dev.sluice.records.Release;
import dev.sluice.worker.execution.Ending;
import dev.sluice.worker.execution.FailureCode;
import dev.sluice.worker.transport.DeliveryId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a release whose value can't be read is still known by: its record's key, {@code
 * batchId/taskId}. Without a report its task would stay released for ever.
 */
final class UnreadableRelease {

  // The ledger takes reports of the current release only, and the number is in the value. Most
  // tasks are released once; of a later release the report is ignored.
  private static final int FIRST_RELEASE = 1;
  private static final int FIRST_ROUND = 1;
  private static final int MOST_ERROR_CHARS = 1_000;

  private UnreadableRelease() {}

  /** Empty where the key is none of a release's. */
  static Optional<Release> of(byte @Nullable [] key) {
    String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        Release.newBuilder()
            .setBatchId(text.substring(0, slash))
            .setTaskId(text.substring(slash + 1))
            .setType("")
            .setReleaseNumber(FIRST_RELEASE)
            .setRound(FIRST_ROUND)
            .build());
  }

  static Ending.Ended ending(DeliveryId id, String error, long now) {
    String message = "The release record " + id + " can't be read: " + error;
    String cut =
        message.length() <= MOST_ERROR_CHARS ? message : message.substring(0, MOST_ERROR_CHARS);
    return Ending.Ended.refused(FailureCode.BAD_RELEASE, cut, now);
  }
}
