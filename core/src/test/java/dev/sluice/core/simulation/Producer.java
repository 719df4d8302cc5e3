package dev.sluice.core.simulation;

import java.util.List;

/** Sends a batch, one record after the other, each until it is acknowledged. */
final class Producer {

  private final World.Surroundings around;
  private final Broker broker;
  private final BatchPlan plan;

  Producer(World.Surroundings around, Broker broker, BatchPlan plan) {
    this.around = around;
    this.broker = broker;
    this.plan = plan;
  }

  void start(long delay) {
    around.agenda().after(delay, () -> send(plan.sends(), 0));
  }

  private void send(List<BatchPlan.Send> sends, int next) {
    if (next < sends.size()) {
      BatchPlan.Send send = sends.get(next);
      broker.send(
          send.topic(),
          plan.id(),
          send.record(),
          () -> true,
          () -> around.agenda().after(send.pause(), () -> send(sends, next + 1)));
    }
  }
}
