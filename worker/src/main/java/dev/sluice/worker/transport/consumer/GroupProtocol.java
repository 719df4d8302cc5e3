package dev.sluice.worker.transport.consumer;

/** How the members of a consumer group share its partitions. */
public enum GroupProtocol {
  /** {@link #CONSUMER} where it notices a lost member as soon as {@link #CLASSIC} does. */
  AUTO,
  /** The brokers decide (KIP-848). */
  CONSUMER,
  /** One of the members decides. */
  CLASSIC
}
