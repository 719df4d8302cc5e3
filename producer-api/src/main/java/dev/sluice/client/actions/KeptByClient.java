package dev.sluice.client.actions;

import dev.sluice.client.BatchHandle;
import dev.sluice.client.ResultOrder;

/** Results that a client keeps while they are read. */
record KeptByClient(ConnectedOnce client) implements ResultSource {

  @Override
  public Found find(String batchId) {
    BatchHandle handle = client.client().batch(batchId);
    try {
      return new Found(
          handle.status().status(), handle.results(ResultOrder.UNORDERED).onClose(handle::close));
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }
}
