package dev.sluice.client.internal;

import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.InvalidBatchException;
import dev.sluice.client.OpenBatch;
import dev.sluice.client.TaskBuilder;
import dev.sluice.core.task.TaskSpec;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Publishes the tasks of an open batch as they come. */
final class KafkaOpenBatch implements OpenBatch {

  private final FollowedBatch handle;
  private final BatchState state;
  private final TaskOrder order;
  private final Publisher publisher;
  private final Acknowledgements acknowledgements;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean sealed;

  KafkaOpenBatch(
      FollowedBatch handle,
      BatchState state,
      TaskOrder order,
      Publisher publisher,
      Acknowledgements acknowledgements) {
    this.handle = handle;
    this.state = state;
    this.order = order;
    this.publisher = publisher;
    this.acknowledgements = acknowledgements;
  }

  @Override
  public String batchId() {
    return handle.batchId();
  }

  @Override
  public OpenBatch submit(String taskId, Consumer<TaskBuilder> description) {
    lock.lock();
    try {
      if (sealed) {
        throw new IllegalStateException(
            "batch "
                + batchId()
                + " is sealed and takes no more tasks; submit them in a new batch");
      }
      if (acknowledgements.failure() != null) {
        flush();
      }
      TaskSpec task =
          Batch.named(batchId()).open().task(taskId, description).build().tasks().get(0);
      if (!order.add(taskId)) {
        Problems problems = new Problems();
        problems.duplicate(taskId);
        throw new InvalidBatchException(problems.listed());
      }
      publisher.send(batchId(), task, acknowledgements);
      return this;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void flush() {
    lock.lock();
    try {
      publisher.flush(batchId(), order.size(), acknowledgements);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public BatchHandle seal() {
    lock.lock();
    try {
      if (!sealed) {
        flush();
        publisher.seal(batchId(), order.size());
        state.sealed(order.size());
        sealed = true;
      }
      return handle;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public BatchHandle handle() {
    return handle;
  }
}
