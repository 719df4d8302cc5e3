package dev.sluice.cli.doctor;

import dev.sluice.results.text.Counted;
import dev.sluice.schemas.topic.Difference;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.TopicKeys;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;

/** Whether the topics are there and as they have to be. */
final class TopicsCheck implements Check {

  private static final int SHOWN = 5;
  private static final String REMEDY = "sluice topics verify shows all; sluice topics apply mends";

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public Needs needs() {
    return Needs.BROKER;
  }

  @Override
  public List<Finding> look(Site site) throws Exception {
    TopicCatalogue wanted = wanted(site);
    List<Difference> differences = TopicAdmin.verify(site.admin(), wanted);
    int all = wanted.topics().size();
    if (differences.isEmpty()) {
      return List.of(
          Finding.ok(
              name(),
              "%d topics with %s, pools %s"
                  .formatted(
                      all,
                      Counted.of(wanted.partitions(), "partition"),
                      String.join(", ", wanted.pools().stream().sorted().toList()))));
    }
    long missing = differences.stream().filter(Difference.MissingTopic.class::isInstance).count();
    if (missing == all) {
      return List.of(
          Finding.fail(
              name(),
              "none of Sluice's %d topics is there, the first is %s"
                  .formatted(all, wanted.topics().getFirst().name()),
              "create them: sluice topics apply; or is sluice.topics.prefix another one there?"));
    }
    return differences.stream()
        .limit(SHOWN)
        .map(each -> finding(each, differences.size()))
        .toList();
  }

  private Finding finding(Difference difference, int all) {
    String[] whatAndRemedy = difference.describe().split("; ", 2);
    String remedy = whatAndRemedy.length > 1 ? whatAndRemedy[1] : REMEDY;
    return Finding.fail(
        name(),
        whatAndRemedy[0],
        all > SHOWN ? remedy + " (" + all + " differences in all)" : remedy);
  }

  /**
   * What nobody says here is as it is there: the number of partitions was chosen when the topics
   * were created, and the pools are those that have topics.
   */
  private static TopicCatalogue wanted(Site site) throws Exception {
    TopicCatalogue said = TopicKeys.catalogue(site.settings());
    List<String> there = site.await(site.admin().listTopics().names()).stream().sorted().toList();
    String command = said.names().command();
    if (!there.contains(command)) {
      return said;
    }
    Map<String, TopicDescription> topic =
        site.await(site.admin().describeTopics(List.of(command)).allTopicNames());
    int partitions = topic.values().iterator().next().partitions().size();
    return new TopicCatalogue(
        said.names(),
        site.settings().isSet(TopicKeys.PARTITIONS) ? said.partitions() : partitions,
        said.replicationFactor(),
        site.settings().isSet(TopicKeys.POOLS) ? said.pools() : Pools.of(said.names(), there));
  }
}
