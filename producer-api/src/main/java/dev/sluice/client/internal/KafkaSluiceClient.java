package dev.sluice.client.internal;

import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;

public abstract class KafkaSluiceClient implements SluiceClient {
  public static SluiceClient connect(Map<String, ?> kafkaProperties, Topics topics) {
    throw new UnsupportedOperationException(topics + " " + kafkaProperties.size());
  }
}
