package dev.sluice.worker.release;

import dev.sluice.records.Release;
import dev.sluice.worker.execution.Ending;
import dev.sluice.worker.execution.FailureCode;
import dev.sluice.worker.transport.DeliveryId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a release whose value can't be read is still known by: its record's key, {@code
 * batchId/taskId}, and a header with {@code round/release number}. Without a report its task would
 * stay released for ever.
 */
final class UnreadableRelease {

  /** Of a release record; part of the public records. */
  static final String HEADER = "sluice-release";

  // The ledger takes reports of the current release only. A scheduler of before there were headers
  // has most tasks released once; of a later release the report is ignored.
  private static final int FIRST_RELEASE = 1;
  private static final int FIRST_ROUND = 1;
  private static final Pattern ROUND_AND_NUMBER = Pattern.compile("(\\d{1,9})/(\\d{1,9})");
  private static final int MOST_ERROR_CHARS = 1_000;

  private UnreadableRelease() {}

  /** Empty where the key is none of a release's. */
  static Optional<Release> of(byte @Nullable [] key, Headers headers) {
    String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      return Optional.empty();
    }
    Release.Builder release =
        Release.newBuilder()
            .setBatchId(text.substring(0, slash))
            .setTaskId(text.substring(slash + 1))
            .setType("")
            .setReleaseNumber(FIRST_RELEASE)
            .setRound(FIRST_ROUND);
    Header header = headers.lastHeader(HEADER);
    Matcher number =
        ROUND_AND_NUMBER.matcher(
            header == null || header.value() == null
                ? ""
                : new String(header.value(), StandardCharsets.UTF_8));
    if (number.matches()) {
      release
          .setRound(Integer.parseInt(number.group(1)))
          .setReleaseNumber(Integer.parseInt(number.group(2)));
    }
    return Optional.of(release.build());
  }

  static Ending.Ended ending(DeliveryId id, String error, long now) {
    String message = "The release record " + id + " can't be read: " + error;
    String cut =
        message.length() <= MOST_ERROR_CHARS ? message : message.substring(0, MOST_ERROR_CHARS);
    return Ending.Ended.refused(FailureCode.BAD_RELEASE, cut, now);
  }
}
