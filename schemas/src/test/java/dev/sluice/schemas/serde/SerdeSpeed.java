package dev.sluice.schemas.serde;

import com.sun.management.ThreadMXBean;
import dev.sluice.records.Attempt;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.SluiceRecord;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What encoding and decoding one record costs, in nanoseconds and allocated bytes. Run by hand: a
 * machine with other work gives other numbers.
 */
final class SerdeSpeed {

  private static final int LOOPS = 400_000;
  private static final int ROUNDS = 6;
  private static final String BATCH = "large-20261121T104608123-k3v9qd";
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Where results go, so that the compiler can't leave out what made them. */
  @SuppressWarnings("UnusedVariable")
  private static volatile Object sink = "";

  private SerdeSpeed() {}

  /** One measured step. */
  private interface Step {
    Object run() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      boolean last = round == ROUNDS;
      measure(submission(), last);
      measure(release(), last);
      measure(report(), last);
      measure(result(), last);
    }
  }

  private static <T extends SluiceRecord> void measure(T record, boolean print) throws Exception {
    @SuppressWarnings("unchecked") // the class of a generated record is its type
    RecordCodec<T> codec = RecordCodecs.of((Class<T>) record.getClass(), Map.of());
    byte[] bytes = codec.encode("t", record);
    String name = record.getClass().getSimpleName();
    cost(name + " encode, " + bytes.length + " bytes", () -> codec.encode("t", record), print);
    cost(name + " decode", () -> codec.decode("t", bytes), print);
  }

  private static void cost(String name, Step step, boolean print) throws Exception {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < LOOPS; i++) {
      sink = step.run();
    }
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    if (print) {
      System.out.printf(
          Locale.ROOT, "%-32s %5d ns %5d bytes%n", name, nanos / LOOPS, bytes / LOOPS);
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Submission submission() {
    return Submission.newBuilder()
        .setBatchId(BATCH)
        .setTaskId("t12345")
        .setType("noop")
        .setPayload(bytes("{\"key\":\"some value\"}"))
        .setAwaitOpen(true)
        .build();
  }

  private static Release release() {
    return Release.newBuilder()
        .setBatchId(BATCH)
        .setTaskId("t12345")
        .setType("noop")
        .setPayload(bytes("{\"key\":\"some value\"}"))
        .setReleaseNumber(1)
        .setQueuedAt(1_795_000_000_000_000L)
        .setReleasedAt(1_795_000_000_000_001L)
        .build();
  }

  private static Report report() {
    return Report.newBuilder()
        .setBatchId(BATCH)
        .setTaskId("t12345")
        .setReleaseNumber(1)
        .setOutcome(TaskStatus.SUCCEEDED)
        .setOutput(bytes("{\"ok\":true}"))
        .setAttempts(
            List.of(
                Attempt.newBuilder()
                    .setNumber(1)
                    .setStartedAt(1_795_000_000_000_000L)
                    .setFinishedAt(1_795_000_000_001_000L)
                    .setOutcome(TaskStatus.SUCCEEDED)
                    .build()))
        .setStartedAt(1_795_000_000_000_000L)
        .setFinishedAt(1_795_000_000_001_000L)
        .setWorkerId("worker-1")
        .build();
  }

  private static Result result() {
    return Result.newBuilder()
        .setBatchId(BATCH)
        .setTaskId("t12345")
        .setStatus(TaskStatus.SUCCEEDED)
        .setOutput(bytes("{\"ok\":true}"))
        .setAttempts(1)
        .setQueuedAt(1_795_000_000_000_000L)
        .setReleasedAt(1_795_000_000_000_000L)
        .setStartedAt(1_795_000_000_000_000L)
        .setFinishedAt(1_795_000_000_000_000L)
        .setRuntimeMicros(12)
        .setWorker("worker-1")
        .setType("noop")
        .setPriority(Priority.NORMAL)
        .build();
  }
}
