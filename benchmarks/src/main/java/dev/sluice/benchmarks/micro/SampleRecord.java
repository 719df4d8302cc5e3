package dev.sluice.benchmarks.micro;

import dev.sluice.records.Attempt;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An ordinary record of each kind that a task needs, with a payload of some 30 bytes. */
public enum SampleRecord {
  SUBMISSION {
    @Override
    Coded<?> coded() {
      return Coded.of(
          Submission.class,
          Submission.newBuilder()
              .setBatchId(BATCH)
              .setTaskId(TASK)
              .setType(TYPE)
              .setPayload(payload())
              .setNeeds(List.of("t1", "t2"))
              .build());
    }
  },
  RELEASE {
    @Override
    Coded<?> coded() {
      return Coded.of(
          Release.class,
          Release.newBuilder()
              .setBatchId(BATCH)
              .setTaskId(TASK)
              .setType(TYPE)
              .setPayload(payload())
              .setReleaseNumber(1)
              .setQueuedAt(NOW)
              .setReleasedAt(NOW)
              .build());
    }
  },
  REPORT {
    @Override
    Coded<?> coded() {
      return Coded.of(
          Report.class,
          Report.newBuilder()
              .setBatchId(BATCH)
              .setTaskId(TASK)
              .setReleaseNumber(1)
              .setOutcome(TaskStatus.SUCCEEDED)
              .setOutput(payload())
              .setAttempts(List.<Attempt>of())
              .setStartedAt(NOW)
              .setFinishedAt(NOW)
              .setWorkerId(WORKER)
              .build());
    }
  },
  RESULT {
    @Override
    Coded<?> coded() {
      return Coded.of(
          Result.class,
          Result.newBuilder()
              .setBatchId(BATCH)
              .setTaskId(TASK)
              .setStatus(TaskStatus.SUCCEEDED)
              .setOutput(payload())
              .setAttempts(1)
              .setQueuedAt(NOW)
              .setReleasedAt(NOW)
              .setStartedAt(NOW)
              .setFinishedAt(NOW)
              .setWorker(WORKER)
              .setType(TYPE)
              .build());
    }
  };

  private static final String BATCH = "nightly-20260101T000000000-abcdef";
  private static final String TASK = "t12345";
  private static final String TYPE = "noop";
  private static final String WORKER = "host-4711-abcd";
  private static final long NOW = 1_767_225_600_000_000L;

  /** The record with its codec. */
  abstract Coded<?> coded();

  private static ByteBuffer payload() {
    return ByteBuffer.wrap("{\"file\":\"/data/in/part-12345\"}".getBytes(StandardCharsets.UTF_8));
  }

  /** A record, its bytes and what turns one into the other. */
  record Coded<T extends SluiceRecord>(RecordCodec<T> codec, T record, byte[] bytes) {

    static <T extends SluiceRecord> Coded<T> of(Class<T> type, T record) {
      RecordCodec<T> codec = RecordCodecs.of(type, Map.of());
      return new Coded<>(codec, record, codec.encode("topic", record));
    }

    byte[] encode(String topic) {
      return codec.encode(topic, record);
    }

    T decode(String topic) throws UndecodableRecordException {
      return codec.decode(topic, bytes);
    }
  }
}
