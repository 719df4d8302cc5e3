package dev.sluice.scheduler.store;

import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.ledger.row.RowKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/**
 * How long a look for due timers takes after a million of them fired: from the first key of the
 * table, and from where none is left. Not a test; run its main.
 */
final class TimerScanSpeed {

  private static final int FIRED = 1_000_000;
  private static final int LOOKS = 101;

  private TimerScanSpeed() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("timer-scan");
    LedgerStore store = new LedgerStoreBuilder("ledger", Map.of()).withLoggingDisabled().build();
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "timer-scan");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    var context =
        new MockProcessorContext<Void, Void>(config, new TaskId(0, 0), directory.toFile());
    store.init(context.getStateStoreContext(), store);
    try {
      for (int i = 0; i < FIRED; i++) {
        store.put(new RowWrite(RowKeys.timer(timer(i)), new byte[0]));
      }
      System.out.printf("first look after a start: %,d us%n", once(() -> fireAll(store, 1)));
      for (int fired = 1; fired < FIRED; fired += 1000) {
        fireAll(store, 1000);
      }
      LedgerView view = LedgerView.of(store, store.headers()::find);
      report("from the first key", () -> view.dueTimers(0, FIRED, 1000));
      report("from where none is left", () -> fireAll(store, 1000));
      store.clearCache();
      System.out.printf("first look after a restart: %,d us%n", once(() -> fireAll(store, 1000)));
    } finally {
      store.close();
    }
  }

  private static void fireAll(LedgerStore store, int limit) {
    store
        .timers()
        .fire(
            FIRED,
            limit,
            timer -> {
              store.put(new RowWrite(RowKeys.timer(timer), null));
              return true;
            });
  }

  private static void report(String what, Runnable look) {
    long[] micros = new long[LOOKS];
    for (int i = 0; i < LOOKS; i++) {
      micros[i] = once(look);
    }
    Arrays.sort(micros);
    System.out.printf(
        "%s: median %,d us, max %,d us%n", what, micros[LOOKS / 2], micros[LOOKS - 1]);
  }

  private static long once(Runnable look) {
    long begun = System.nanoTime();
    look.run();
    return (System.nanoTime() - begun) / 1000;
  }

  private static Timer timer(int i) {
    return Timer.release(i, "nightly-20260101T000000000-abcdef", "task-" + i);
  }
}
