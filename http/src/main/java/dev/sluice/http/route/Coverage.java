package dev.sluice.http.route;

import java.util.HashSet;
import java.util.Set;

/**
 * Which partitions a list tells of. It is whole when each of them was told of, and told of once:
 * two schedulers that tell of the same one do not both know yet who has it.
 */
final class Coverage {

  private final int partitions;
  private final Set<Integer> covered = new HashSet<>();
  private boolean twice;

  /**
   * @param partitions that there are
   */
  Coverage(int partitions) {
    this.partitions = partitions;
  }

  void add(Set<Integer> part) {
    part.forEach(partition -> {
      if (!covered.add(partition)) {
        twice = true;
      }
    });
  }

  boolean whole() {
    return !twice
        && covered.size() == partitions
        && covered.stream().allMatch(one -> one >= 0 && one < partitions);
  }
}
