package dev.sluice.cli.doctor;

import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * The deployment that is looked at, as far as all checks need it.
 *
 * @param kafka the properties of the Kafka clients
 * @param patience for one answer
 * @param openTransactions how long a transaction may be open
 */
record Site(
    Admin admin,
    Map<String, Object> kafka,
    Settings settings,
    Duration patience,
    Duration openTransactions) {

  Topics topics() {
    return new Topics(settings.get(TopicKeys.PREFIX));
  }

  /** An answer of the brokers. */
  <T> T await(KafkaFuture<T> answer)
      throws ExecutionException, TimeoutException, InterruptedException {
    return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All partitions of these topics; one of them that is not there is left out. */
  List<TopicPartition> partitions(Collection<String> names) throws Exception {
    var there = await(admin.listTopics().names());
    return await(
            admin.describeTopics(names.stream().filter(there::contains).toList()).allTopicNames())
        .values()
        .stream()
        .flatMap(topic ->
            topic.partitions().stream()
                .map(each -> new TopicPartition(topic.name(), each.partition())))
        .toList();
  }

  /** Offsets of partitions, for those who read also what is not committed or only what is. */
  Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation)
      throws Exception {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(Function.identity(), each -> spec));
    return await(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all());
  }
}
