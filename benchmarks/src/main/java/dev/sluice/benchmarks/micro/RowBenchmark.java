package dev.sluice.benchmarks.micro;

import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.TaskRows;
import dev.sluice.core.task.TaskSpec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to write the ledger's rows as bytes and to read them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowBenchmark {

  private final Events events = Events.ofOneBatch();
  private final TaskSpec task = events.task("t12345", List.of("t1", "t2", "t3"));
  private final byte[] taskBytes = TaskRows.write(task);
  private final BatchRow batch = header();
  private final byte[] batchBytes = BatchRows.write(batch);

  private BatchRow header() {
    MemoryLedger ledger = new MemoryLedger();
    ledger.send(events.open(1000));
    ledger.send(events.submitted("t1", List.of()));
    return ledger.header(events.batchId());
  }

  @Benchmark
  public byte[] writeTask() {
    return TaskRows.write(task);
  }

  @Benchmark
  public TaskSpec readTask() {
    return TaskRows.readSpec(taskBytes);
  }

  @Benchmark
  public byte[] writeBatch() {
    return BatchRows.write(batch);
  }

  @Benchmark
  public BatchRow readBatch() {
    return BatchRows.readBatch(batchBytes);
  }
}
