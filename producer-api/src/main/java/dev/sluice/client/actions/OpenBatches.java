package dev.sluice.client.actions;

import dev.sluice.client.Batch;
import dev.sluice.client.OpenBatch;
import dev.sluice.client.actions.ActionProblem.Code;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The batches that take tasks one by one until they are started. Only who opened a batch knows how
 * many tasks it has, so a batch that somebody else opened takes none here. Thread-safe; with a lock
 * and no monitor, because it is held while brokers are waited for, on virtual threads too.
 */
final class OpenBatches implements AutoCloseable {

  static final int MOST = 100;

  /** No other submission is the same as one that takes tasks one by one. */
  private static final String NO_FINGERPRINT = "";

  private final ConnectedOnce client;
  private final Recorded recorded;
  private final RecentSubmissions recent;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Opened> opened = new HashMap<>();

  OpenBatches(ConnectedOnce client, Recorded recorded, RecentSubmissions recent) {
    this.client = client;
    this.recorded = recorded;
    this.recent = recent;
  }

  /** A batch and how many tasks it has so far. */
  private record Opened(OpenBatch batch, long tasks) {}

  /** Adds a task and returns when the brokers have it: how many the batch has then. */
  long add(String batchId, @Nullable String name, TaskDescription task) {
    lock.lock();
    try {
      // Judged before the batch is opened: a task that is wrong leaves nothing behind.
      var unused = Batch.named(batchId).open().task(task.id(), task::describe).build();
      Opened known = opened.get(batchId);
      if (known == null) {
        known = open(batchId, name);
      }
      OpenBatch batch = known.batch();
      long before = known.tasks();
      batch.submit(task.id(), task::describe);
      opened.put(batchId, new Opened(batch, before + 1));
      batch.flush();
      return before + 1;
    } finally {
      lock.unlock();
    }
  }

  private Opened open(String batchId, @Nullable String name) {
    if (opened.size() >= MOST) {
      throw new RefusedAction(
          Code.TOO_MANY_OPEN,
          "batch",
          "batch: " + MOST + " batches are open already; start or cancel one of them first");
    }
    var unused =
        recent.inTurn(
            batchId,
            justBefore -> {
              if (justBefore != null || recorded.find(batchId).isPresent()) {
                throw exists(batchId);
              }
              Batch batch =
                  Batch.named(name == null ? batchId : name).id(batchId).open().held().build();
              opened.put(batchId, new Opened(client.client().openBatch(batch), 0));
              return true;
            },
            NO_FINGERPRINT);
    return Objects.requireNonNull(opened.get(batchId), batchId);
  }

  private static RefusedAction exists(String batchId) {
    return new RefusedAction(
        Code.BATCH_EXISTS,
        "batch",
        "batch: "
            + batchId
            + " is there already and was not opened in this session; choose another id");
  }

  /** Refuses an id that is open here. */
  void refuseOpen(String batchId) {
    lock.lock();
    try {
      if (opened.containsKey(batchId)) {
        throw new RefusedAction(
            Code.BATCH_EXISTS,
            "batch",
            "batch: " + batchId + " takes tasks from add; choose another id or leave it out");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that a batch is complete; how many tasks it has, or nothing if it is not open here. */
  OptionalLong seal(String batchId) {
    lock.lock();
    try {
      Opened known = opened.get(batchId);
      if (known == null) {
        return OptionalLong.empty();
      }
      known.batch().seal().close();
      opened.remove(batchId);
      return OptionalLong.of(known.tasks());
    } finally {
      lock.unlock();
    }
  }

  /** How many tasks an open batch has; nothing if it is not open here. */
  OptionalLong tasks(String batchId) {
    lock.lock();
    try {
      Opened known = opened.get(batchId);
      return known == null ? OptionalLong.empty() : OptionalLong.of(known.tasks());
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more tasks for a batch that is over. */
  void forget(String batchId) {
    lock.lock();
    try {
      Opened known = opened.remove(batchId);
      if (known != null) {
        known.batch().handle().close();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      opened.values().forEach(each -> each.batch().handle().close());
      opened.clear();
    } finally {
      lock.unlock();
    }
  }
}
