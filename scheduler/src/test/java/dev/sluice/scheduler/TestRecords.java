package dev.sluice.scheduler;

import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reports of a worker, and records as the bytes of a deployment without a registry. */
public final class TestRecords {

  private static final Map<Class<?>, RecordCodec<?>> CODECS = new ConcurrentHashMap<>();

  private TestRecords() {}

  public static <T extends SluiceRecord> byte[] encode(Class<T> type, T record) {
    return codec(type).encode("any", record);
  }

  public static <T extends SluiceRecord> T decode(Class<T> type, byte[] bytes) {
    try {
      return codec(type).decode("any", bytes);
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  /** A report without output, attempts and spawned tasks, for {@link FlowDriver#report}. */
  public static Report.Builder reported(Release release, TaskStatus outcome) {
    return Report.newBuilder()
        .setBatchId(release.getBatchId())
        .setTaskId(release.getTaskId())
        .setReleaseNumber(release.getReleaseNumber())
        .setRound(release.getRound())
        .setOutcome(outcome)
        .setStartedAt(1_000_000)
        .setFinishedAt(2_000_000)
        .setWorkerId("w1");
  }

  @SuppressWarnings("unchecked") // a class is the key of its own codec
  private static <T extends SluiceRecord> RecordCodec<T> codec(Class<T> type) {
    return (RecordCodec<T>) CODECS.computeIfAbsent(type, t -> RecordCodecs.of(type, Map.of()));
  }
}
