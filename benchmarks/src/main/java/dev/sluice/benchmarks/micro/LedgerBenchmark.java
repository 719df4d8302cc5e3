package dev.sluice.benchmarks.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What the ledger's decisions about one task cost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerBenchmark {

  private static final int TASKS = 1000;

  private final Events events = Events.ofOneBatch();

  /** Submission and report of a task that needs nothing. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void independentTask(Blackhole sink) {
    run(i -> List.of(), sink);
  }

  /** Submission and report of a task that needs the one before, and is needed by the next. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void chainStep(Blackhole sink) {
    run(i -> i == 0 ? List.of() : List.of("t" + (i - 1)), sink);
  }

  private void run(IntFunction<List<String>> needs, Blackhole sink) {
    MemoryLedger ledger = new MemoryLedger();
    sink.consume(ledger.send(events.open(TASKS)));
    for (int i = 0; i < TASKS; i++) {
      sink.consume(ledger.send(events.submitted("t" + i, needs.apply(i))));
    }
    for (int i = 0; i < TASKS; i++) {
      sink.consume(ledger.send(events.reported("t" + i)));
    }
  }
}
