package dev.sluice.cli.doctor;

import dev.sluice.results.text.Counted;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Whether records were set aside that nobody could use. */
final class DeadLettersCheck implements Check {

  @Override
  public String name() {
    return "dead letters";
  }

  @Override
  public List<Finding> look(Site site) throws Exception {
    String topic = site.topics().deadLetter();
    List<TopicPartition> partitions = site.partitions(List.of(topic));
    Map<TopicPartition, ListOffsetsResultInfo> first =
        site.offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        site.offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    long letters =
        partitions.stream()
            .mapToLong(each -> ends.get(each).offset() - first.get(each).offset())
            .sum();
    if (letters == 0) {
      return List.of(Finding.ok(name(), "none in " + topic));
    }
    return List.of(
        Finding.warn(
            name(),
            "up to " + Counted.of(letters, "record") + " in " + topic,
            "their headers say what each was and why: kafka-console-consumer.sh --bootstrap-server "
                + site.kafka().get("bootstrap.servers")
                + " --topic "
                + topic
                + " --from-beginning --property print.headers=true"));
  }
}
