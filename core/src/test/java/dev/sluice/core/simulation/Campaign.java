package dev.sluice.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Many worlds, one per seed and several at a time; none knows of the others. */
final class Campaign {

  private static final int MOST_FAILURES = 10;

  private final Coverage coverage = new Coverage();
  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong happenings = new AtomicLong();

  /** A seed whose world is not as it should be. */
  record Failure(long seed, AssertionError what) {

    /** The one line that lets it happen again. */
    String replay() {
      return "mvn -pl core -am test -Dtest=SimulationTest -Dsluice.simulation.seed="
          + seed
          + " -Dsurefire.failIfNoSpecifiedTests=false";
    }

    @Override
    public String toString() {
      return "seed " + seed + ": " + what.getMessage();
    }
  }

  void run(long seeds, int threads) {
    AtomicLong next = new AtomicLong(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(() -> live(next, seeds)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void live(AtomicLong next, long last) {
    Coverage seen = new Coverage();
    for (long seed = next.getAndIncrement();
        seed <= last && failures.size() < MOST_FAILURES;
        seed = next.getAndIncrement()) {
      one(seed, seen, Narrator.SILENT);
    }
    synchronized (coverage) {
      coverage.add(seen);
    }
  }

  /** Lets one world happen. */
  void one(long seed, Coverage seen, Narrator narrator) {
    World world = new World(seed, Invariants.all(), Defect.NONE, seen, narrator);
    try {
      world.run();
    } catch (AssertionError e) {
      failures.add(new Failure(seed, e));
    } catch (RuntimeException e) {
      failures.add(new Failure(seed, new AssertionError("the simulator failed: " + e, e)));
    }
    happenings.addAndGet(world.happenings());
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }

  Coverage coverage() {
    return coverage;
  }

  long happenings() {
    return happenings.get();
  }
}
