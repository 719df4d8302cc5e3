package dev.sluice.cli;

import dev.sluice.client.BatchHandle;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TaskResult;
import java.io.IOException;
import java.util.function.Consumer;

/** How a run comes by its batch. */
interface BatchStart {

  /** Submits the batch, as far as that has to be, and follows it. */
  BatchHandle start(SluiceClient client, BatchToRun batch, Consumer<TaskResult> results)
      throws IOException;

  /** The batch has ended and this was told. */
  default void ended() throws IOException {}

  /** A batch that runs for the first time. */
  static BatchStart first() {
    return (client, batch, results) -> client.submit(batch.take(), results);
  }
}
