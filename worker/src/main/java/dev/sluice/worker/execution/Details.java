package dev.sluice.worker.execution;

import dev.sluice.core.limits.Limits;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the handlers of one execution keep for the attempts after them; only the newest. Written by
 * the attempt that runs, read by anyone.
 */
final class Details {

  private volatile @Nullable ByteBuffer newest;

  /**
   * @param first what earlier releases left; null = nothing
   */
  Details(@Nullable ByteBuffer first) {
    newest = first == null || !first.hasRemaining() ? null : first.asReadOnlyBuffer();
  }

  /**
   * @param bytes copied; none = forget
   * @throws IllegalArgumentException if they are too many
   */
  void keep(byte[] bytes) {
    if (bytes.length > Limits.DETAILS_BYTES) {
      throw new IllegalArgumentException(
          "The details of a heartbeat have %d bytes, the limit is %d: keep a reference to the data instead"
              .formatted(bytes.length, Limits.DETAILS_BYTES));
    }
    newest = bytes.length == 0 ? null : ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer();
  }

  /** A view of its own, read-only. */
  Optional<ByteBuffer> newest() {
    return Optional.ofNullable(newest).map(ByteBuffer::asReadOnlyBuffer);
  }
}
