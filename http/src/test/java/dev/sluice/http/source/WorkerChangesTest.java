package dev.sluice.http.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.scheduler.view.WorkerPresence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkerChangesTest {

  private final WorkerChanges changes = new WorkerChanges();

  private static WorkerPresence worker(String id, @Nullable String resting) {
    return new WorkerPresence(id, "default", resting);
  }

  private List<String> look(WorkerPresence... present) {
    Map<String, WorkerPresence> byId =
        Stream.of(present).collect(Collectors.toMap(WorkerPresence::workerId, Function.identity()));
    return changes.since(Optional.of(byId)).stream()
        .map(change -> change.get("workerId") + " " + change.get("change"))
        .toList();
  }

  @Test
  void tellsWhoJoinedRestsWorksAgainAndIsGone() {
    assertThat(look(worker("a", null))).as("who was there already").isEmpty();
    assertThat(look(worker("a", null), worker("b", null))).containsExactly("b JOINED");
    assertThat(look(worker("a", "it goes away"), worker("b", null))).containsExactly("a RESTING");
    assertThat(look(worker("a", null), worker("b", null))).containsExactly("a WORKING");
    assertThat(look(worker("b", null))).containsExactly("a GONE");
    assertThat(look(worker("b", null))).isEmpty();
    assertThat(look(worker("c", "paused"))).containsExactly("c JOINED", "c RESTING", "b GONE");
  }

  @Test
  void saysNothingOfAnybodyWhileHeartbeatsCantBeRead() {
    look(worker("a", null));

    assertThat(changes.since(Optional.empty())).isEmpty();
    assertThat(look(worker("a", null))).isEmpty();
  }
}
