package dev.sluice.client.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The handles that are fed, by batch id; a batch may have several. Not thread-safe. */
final class FollowedBatches {

  private final Map<String, List<FollowedBatch>> byId = new HashMap<>();
  private List<FollowedBatch> last = List.of();

  void add(FollowedBatch batch) {
    byId.merge(
        batch.batchId(),
        List.of(batch),
        (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    last = List.of();
  }

  void remove(FollowedBatch batch) {
    List<FollowedBatch> others =
        of(batch.batchId()).stream().filter(each -> each != batch).toList();
    if (others.isEmpty()) {
      byId.remove(batch.batchId());
    } else {
      byId.put(batch.batchId(), others);
    }
    last = List.of();
  }

  /** Removes all and gives them back. */
  List<FollowedBatch> removeAll() {
    List<FollowedBatch> all = byId.values().stream().flatMap(List::stream).toList();
    byId.clear();
    last = List.of();
    return all;
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  boolean contains(FollowedBatch batch) {
    return of(batch.batchId()).contains(batch);
  }

  Set<String> ids() {
    return byId.keySet();
  }

  /** The handles of a batch. */
  List<FollowedBatch> of(String batchId) {
    return byId.getOrDefault(batchId, List.of());
  }

  /** The handles of the batch that a result's key names: mostly those of the result before. */
  List<FollowedBatch> ofResult(String key) {
    if (last.isEmpty() || !isOf(last.get(0).batchId(), key)) {
      last = of(key.substring(0, Math.max(key.indexOf('/'), 0)));
    }
    return last;
  }

  private static boolean isOf(String batchId, String key) {
    return key.length() > batchId.length()
        && key.charAt(batchId.length()) == '/'
        && key.startsWith(batchId);
  }
}
