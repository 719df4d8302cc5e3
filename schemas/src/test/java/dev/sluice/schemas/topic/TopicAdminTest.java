package dev.sluice.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.schemas.topic.Difference.MissingTopic;
import dev.sluice.schemas.topic.Difference.WrongPartitions;
import dev.sluice.schemas.topic.Difference.WrongReplication;
import dev.sluice.schemas.topic.Difference.WrongSetting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class TopicAdminTest {

  @TempDir static Path directory;

  private static OneBroker broker;
  private static Admin admin;

  private TopicCatalogue catalogue;
  private Topics names;

  @BeforeAll
  static void start() throws Exception {
    broker = new OneBroker(directory);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void ownNames(TestInfo test) {
    names = new Topics(test.getTestMethod().orElseThrow().getName() + ".");
    catalogue = new TopicCatalogue(names, 2, (short) 1, Set.of("default"));
  }

  @Test
  void apply_creates_what_is_missing_and_verify_then_finds_nothing() {
    assertThat(TopicAdmin.verify(admin, catalogue))
        .hasSize(catalogue.topics().size())
        .allMatch(MissingTopic.class::isInstance)
        .allSatisfy(d -> assertThat(d.describe()).contains("sluice topics apply"));
    Applied first = TopicAdmin.apply(admin, catalogue);
    assertThat(first.created()).hasSize(catalogue.topics().size());
    assertThat(TopicAdmin.verify(admin, catalogue)).isEmpty();
    assertThat(TopicAdmin.apply(admin, catalogue))
        .isEqualTo(new Applied(List.of(), List.of(), List.of()));
  }

  @Test
  void each_wrong_setting_is_named_with_both_values_and_apply_corrects_it() throws Exception {
    TopicAdmin.apply(admin, catalogue);
    set(names.result(), "cleanup.policy", "delete");
    set(names.result(), "message.timestamp.type", "CreateTime");
    set(names.command(), "retention.ms", "3600000");
    awaitDifferences(3);
    assertThat(TopicAdmin.verify(admin, catalogue))
        .extracting(Difference::describe)
        .hasSize(3)
        .anyMatch(line -> line.contains("cleanup.policy=delete, expected compact"))
        .anyMatch(
            line -> line.contains("message.timestamp.type=CreateTime, expected LogAppendTime"))
        .anyMatch(line -> line.contains("retention.ms=3600000, expected 604800000"))
        .allMatch(line -> line.contains("sluice topics apply"));
    Applied applied = TopicAdmin.apply(admin, catalogue);
    assertThat(applied.corrected()).hasSize(3).hasOnlyElementsOfType(WrongSetting.class);
    assertThat(TopicAdmin.verify(admin, catalogue)).isEmpty();
  }

  @Test
  void partitions_that_grew_under_us_are_refused_and_nothing_else_is_touched() throws Exception {
    TopicAdmin.apply(admin, catalogue);
    admin.createPartitions(Map.of(names.report(), NewPartitions.increaseTo(3))).all().get();
    admin.deleteTopics(List.of(names.signal())).all().get();
    awaitDifferences(2);
    Applied applied = TopicAdmin.apply(admin, catalogue);
    assertThat(applied.refused()).containsExactly(new WrongPartitions(names.report(), 3, 2));
    assertThat(applied.refused().get(0).describe()).contains("3 partitions, expected 2");
    assertThat(applied.created()).isEmpty();
    assertThat(admin.listTopics().names().get()).doesNotContain(names.signal());
  }

  @Test
  void too_few_replicas_are_a_difference_that_only_a_person_can_change() {
    TopicAdmin.apply(admin, catalogue);
    var wanted = new TopicCatalogue(names, 2, (short) 2, Set.of("default"));
    assertThat(TopicAdmin.verify(admin, wanted)).anyMatch(WrongReplication.class::isInstance);
    assertThat(TopicAdmin.apply(admin, wanted).refused())
        .hasSize(catalogue.topics().size())
        .allMatch(WrongReplication.class::isInstance);
  }

  @Test
  void topics_that_somebody_created_by_hand_are_adopted() throws Exception {
    admin.createTopics(List.of(new NewTopic(names.summary(), 2, (short) 1))).all().get();
    Applied applied = TopicAdmin.apply(admin, catalogue);
    assertThat(applied.created()).hasSize(catalogue.topics().size() - 1);
    assertThat(applied.corrected()).extracting(WrongSetting::topic).containsOnly(names.summary());
    assertThat(TopicAdmin.verify(admin, catalogue)).isEmpty();
  }

  /** A broker that answers learns of a change a moment after the controller has made it. */
  private void awaitDifferences(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(TopicAdmin.verify(admin, catalogue)).hasSize(count));
  }

  private static void set(String topic, String name, String value) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
  }
}
