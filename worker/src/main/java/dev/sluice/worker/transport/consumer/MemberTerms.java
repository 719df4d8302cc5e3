package dev.sluice.worker.transport.consumer;

import java.time.Duration;
import java.util.Map;

/**
 * How a member joins its group.
 *
 * @param properties of its consumer
 * @param session after which without a sign of life the brokers take it for gone
 */
record MemberTerms(Map<String, Object> properties, Duration session) {

  MemberTerms {
    properties = Map.copyOf(properties);
  }
}
