package dev.sluice.worker.report;

import dev.sluice.records.Release;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of the release that it is about.
 *
 * @param partition of the release topic that it came from
 * @param lost workers that were lost with the task, over all releases of the round
 * @param details what the handler last said of how far it had come
 */
public record Released(Release release, int partition, int lost, @Nullable ByteBuffer details) {

  /** No attempt follows that could use them. */
  Released withoutDetails() {
    return new Released(release, partition, lost, null);
  }
}
