package dev.sluice.worker.transport.consumer;

/** The contract with the consumer protocol. */
class ConsumerProtocolTest extends ConsumerTransportContract {

  ConsumerProtocolTest() {
    super(GroupProtocol.CONSUMER);
  }
}
