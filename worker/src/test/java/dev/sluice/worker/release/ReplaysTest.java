package dev.sluice.worker.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.worker.Releases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReplaysTest {

  private static final TopicPartition PARTITION = new TopicPartition(IntakeFixture.RESULTS, 0);

  private static ConsumerRecord<byte[], byte[]> result(long offset, String task, int round) {
    var result =
        Result.newBuilder()
            .setBatchId("batch")
            .setTaskId(task)
            .setType("wait")
            .setRound(round)
            .setStatus(TaskStatus.SUCCEEDED)
            .build();
    byte[] value = RecordCodecs.of(Result.class, Map.of()).encode(IntakeFixture.RESULTS, result);
    byte[] key = ("batch/" + task).getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(IntakeFixture.RESULTS, 0, offset, key, value);
  }

  private static void results(IntakeFixture worker, long count) {
    var node = new Node(0, "h", 1);
    var info = new PartitionInfo(IntakeFixture.RESULTS, 0, node, new Node[] {node}, new Node[0]);
    worker.results.updatePartitions(IntakeFixture.RESULTS, List.of(info));
    worker.results.updateBeginningOffsets(Map.of(PARTITION, 0L));
    worker.results.updateEndOffsets(Map.of(PARTITION, count));
  }

  @Test
  void aReplayedReleaseIsRunOnlyIfItsTaskHasNotEndedInItsRound() throws Exception {
    try (var worker = new IntakeFixture(4, true)) {
      results(worker, 3);
      worker.results.schedulePollTask(() -> {
        worker.results.addRecord(result(0, "ended", 2));
        worker.results.addRecord(result(1, "earlier", 1));
        worker.results.addRecord(result(2, "other", 9));
      });
      var ended = worker.transport.replay(Releases.of("ended", "wait").setRound(2).build());
      worker.transport.replay(Releases.of("earlier", "wait").setRound(2).build());
      worker.transport.replay(Releases.of("never", "wait").setRound(2).build());
      worker.untilBegun("earlier");
      worker.untilBegun("never");
      await().until(() -> worker.transport.completed.contains(ended));
      assertThat(worker.handler.begun).containsExactlyInAnyOrder("earlier", "never");
      assertThat(worker.reports()).isEmpty();
      worker.handler.open("earlier");
      worker.handler.open("never");
    }
  }

  @Test
  void whatLeftWhileItWasLookedUpAndCameBackRunsOnce() throws Exception {
    try (var worker = new IntakeFixture(4, true)) {
      results(worker, 1);
      var release = Releases.of("t", "wait").setRound(2).build();
      var id = worker.transport.replay(release);
      await().pollInterval(Duration.ofMillis(1)).until(() -> worker.transport.taken.contains(id));
      worker.results.schedulePollTask(() -> worker.results.addRecord(result(0, "other", 2)));
      worker.transport.happens(upheaval -> {
        upheaval.lost(List.of(id));
        worker.transport.deliverAgain(id, release, true);
        worker.transport.replay(Releases.of("end", "wait").build());
      });
      worker.untilBegun("t");
      worker.untilBegun("end");
      assertThat(worker.live.size()).as("runs of both").isEqualTo(2);
      worker.handler.open("t");
      worker.handler.open("end");
      await().until(() -> worker.transport.completed.contains(id));
    }
  }
}
