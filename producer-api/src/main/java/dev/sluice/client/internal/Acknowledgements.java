package dev.sluice.client.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records of one batch. The producer's thread counts, the submitting one asks.
 */
final class Acknowledgements {

  private final AtomicLong tasks = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private final Callback task = (metadata, error) -> taskSettled(error);
  private final Callback command = (metadata, error) -> settled(error);

  /** For a task's record: counts it. */
  Callback task() {
    return task;
  }

  /** For a command's record. */
  Callback command() {
    return command;
  }

  private void taskSettled(@Nullable Exception error) {
    if (error == null) {
      tasks.incrementAndGet();
    }
    settled(error);
  }

  private void settled(@Nullable Exception error) {
    if (error != null) {
      failed(error);
    }
  }

  /** Something of the batch did not arrive; the first reason is kept. */
  void failed(Exception error) {
    failure.compareAndSet(null, error);
  }

  /** How many tasks the brokers have. */
  long tasks() {
    return tasks.get();
  }

  /** The first reason why something did not arrive, null while nothing is wrong. */
  @Nullable Exception failure() {
    return failure.get();
  }
}
