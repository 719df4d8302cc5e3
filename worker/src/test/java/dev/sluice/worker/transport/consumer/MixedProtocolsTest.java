package dev.sluice.worker.transport.consumer;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contract where one member has the classic protocol and the next one the other: workers of a
 * pool may be configured differently.
 */
@EnabledIfSystemProperty(
    named = "sluice.slow",
    matches = "true",
    disabledReason = "takes a minute, and each protocol alone is tested already")
class MixedProtocolsTest extends ConsumerTransportContract {

  private int joined;

  MixedProtocolsTest() {
    super(GroupProtocol.CLASSIC);
  }

  @Override
  GroupProtocol protocol() {
    return joined++ % 2 == 0 ? GroupProtocol.CLASSIC : GroupProtocol.CONSUMER;
  }
}
