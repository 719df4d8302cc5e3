package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.faults.handler.Diary;
import dev.sluice.faults.site.Pool;
import dev.sluice.faults.site.Site;
import dev.sluice.faults.site.SluiceProcess;
import dev.sluice.faults.site.SubmittedBatch;
import dev.sluice.worker.TransportChoice.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a group has read is forgotten while its workers are stopped: F29.
 *
 * <p>Offsets of a consumer group expire by themselves. Those of a share group do not, and the group
 * is never deleted for its age: they are gone only where somebody resets them.
 */
@OverTransports
@Timeout(180)
class GroupOffsetsTest {

  private final Kind transport;
  private final Pool pool;

  GroupOffsetsTest(Kind transport, Site site) {
    this.transport = transport;
    this.pool = site.pool(transport);
  }

  @AfterEach
  void end() throws Exception {
    pool.close();
  }

  @Test
  void tasksThatHaveEndedKeepTheirOneResult() throws Exception {
    SluiceProcess before = pool.worker("before", pool.plan().concurrency(4));
    SubmittedBatch done = pool.batch().work(30, 5).submit();
    done.allSucceed();
    before.terminate();
    assertThat(before.exitCode()).isZero();
    SubmittedBatch waiting = pool.batch().work(5, 5).submit();
    forgetOffsets();

    pool.worker("after", pool.plan().concurrency(4));
    waiting.allSucceed();
    pool.batch().work(30, 5).submit().allSucceed();

    done.allSucceed();
    List<String> runs =
        pool.diary().entries().stream()
            .filter(each -> each.what().equals("begun") && each.batch().equals(done.id()))
            .map(Diary.Entry::worker)
            .toList();
    if (transport == Kind.SHARE) {
      assertThat(runs).as("runs of what had ended, as whoever resets it asks for").hasSize(60);
    } else {
      assertThat(runs).as("runs of what had ended").hasSize(30);
    }
  }

  private void forgetOffsets() throws Exception {
    try (Admin admin = pool.site().admin()) {
      Set<String> topics =
          admin.listTopics().names().get().stream()
              .filter(each -> each.startsWith("sluice.release." + pool.name() + "."))
              .collect(Collectors.toSet());
      if (transport == Kind.SHARE) {
        admin.deleteShareGroupOffsets(pool.group(), topics).all().get();
      } else {
        Set<TopicPartition> partitions =
            topics.stream()
                .flatMap(topic ->
                    IntStream.range(0, Site.PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)))
                .collect(Collectors.toSet());
        admin.deleteConsumerGroupOffsets(pool.group(), partitions).all().get();
      }
    }
  }
}
