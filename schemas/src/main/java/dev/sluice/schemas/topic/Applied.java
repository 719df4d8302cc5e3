package dev.sluice.schemas.topic;

import java.util.List;

/**
 * What an apply did.
 *
 * @param created the topics that were missing and now exist
 * @param corrected the settings that were wrong and now are right
 * @param refused what only a person can change; while there is any, nothing is created or corrected
 */
public record Applied(
    List<TopicSpec> created, List<Difference.WrongSetting> corrected, List<Difference> refused) {

  public Applied {
    created = List.copyOf(created);
    corrected = List.copyOf(corrected);
    refused = List.copyOf(refused);
  }
}
