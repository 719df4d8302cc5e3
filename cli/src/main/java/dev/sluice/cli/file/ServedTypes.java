package dev.sluice.cli.file;

import dev.sluice.schemas.config.NearestName;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The task types that the workers of a run serve.
 *
 * @param types their names
 */
public record ServedTypes(Set<String> types) {

  public ServedTypes {
    types = Set.copyOf(types);
  }

  /**
   * Refuses a batch with tasks that nobody would run.
   *
   * @throws FileRejectedException with the first task of each type that is not served
   */
  public void check(BatchFile file) throws FileRejectedException {
    var problems = new Problems(file.source());
    Set<String> told = new HashSet<>();
    for (FileTask task : file.tasks()) {
      String type = task.spec().type();
      if (!types.contains(type) && told.add(type)) {
        String nearest = NearestName.near(type, types).orElse(null);
        problems.add(
            task.at(),
            "no worker here serves the type '" + type + "' of task '" + task.id() + "'",
            nearest == null
                ? "use one of " + String.join(", ", new TreeSet<>(types))
                : "did you mean '" + nearest + "'?");
      }
    }
    problems.throwIfAny();
  }
}
