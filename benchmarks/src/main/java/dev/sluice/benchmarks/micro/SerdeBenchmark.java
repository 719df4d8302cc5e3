package dev.sluice.benchmarks.micro;

import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to write the records of the topics as bytes and to read them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SerdeBenchmark {

  private static final String TOPIC = "topic";

  @Param({"SUBMISSION", "RELEASE", "REPORT", "RESULT"})
  public SampleRecord record = SampleRecord.SUBMISSION;

  private SampleRecord.Coded<?> coded = SampleRecord.SUBMISSION.coded();

  @Setup
  public void choose() {
    coded = record.coded();
  }

  @Benchmark
  public byte[] encode() {
    return coded.encode(TOPIC);
  }

  @Benchmark
  public SluiceRecord decode() throws UndecodableRecordException {
    return coded.decode(TOPIC);
  }
}
