package dev.sluice.worker.transport.consumer;

/** The contract with the classic protocol. */
class ClassicProtocolTest extends ConsumerTransportContract {

  ClassicProtocolTest() {
    super(GroupProtocol.CLASSIC);
  }
}
