package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.task.Content;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.handler.builtin.NoopHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A handler that never ends costs its slot, not the worker. */
class StuckHandlerOnKafkaTest extends WorkersOnKafka {

  private static final class Stuck implements TaskHandler, AutoCloseable {

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean closed;

    @Override
    public String type() {
      return "stuck";
    }

    @Override
    public Content handle(TaskContext context) {
      while (end.getCount() > 0) {
        try {
          end.await();
        } catch (InterruptedException e) {
          continue; // as a bad handler does
        }
      }
      return Content.EMPTY;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void theOthersAreServedTheLossIsVisibleAndTheWorkerEnds() {
    var stuck = new Stuck();
    Worker worker =
        worker(
            topics.worker("w").withConcurrency(2).withStopGrace(Duration.ofMillis(100)),
            stuck,
            new NoopHandler());
    topics.release(Releases.of("stuck", "stuck").setTimeoutMs(100).build());
    await().atMost(PATIENCE).until(() -> worker.lostSlots() == 1);
    for (int i = 0; i < 20; i++) {
      topics.release(Releases.of("t" + i, "noop").build());
    }
    assertThat(reports(21))
        .hasSize(21)
        .filteredOn(report -> report.getTaskId().equals("stuck"))
        .allMatch(report -> report.getOutcome() == TaskStatus.TIMED_OUT);

    long from = System.nanoTime();
    worker.drain(Duration.ZERO);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
    assertThat(stuck.closed).isTrue();
    assertThat(worker.lostSlots()).isEqualTo(1);
    stuck.end.countDown();
  }
}
