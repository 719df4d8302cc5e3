package dev.sluice.cli.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who needs whom in a recorded workflow. */
final class WfFormatEdges {

  private WfFormatEdges() {}

  /**
   * The parents of each task and where they stand. A task without a list of parents has those that
   * name it as their child.
   */
  static Map<String, Map<String, At>> parents(List<Node.Mapping> tasks) {
    Map<String, Map<String, At>> parents = new LinkedHashMap<>();
    Map<String, Map<String, At>> fromChildren = new LinkedHashMap<>();
    for (Node.Mapping task : tasks) {
      String id = WfFormatReader.text(task, "id");
      if (id == null) {
        continue;
      }
      if (task.value("parents") instanceof Node.Sequence list) {
        Map<String, At> own = parents.computeIfAbsent(id, key -> new LinkedHashMap<>());
        for (Node parent : list.items()) {
          if (parent instanceof Node.Scalar scalar) {
            own.putIfAbsent(scalar.text(), scalar.at());
          }
        }
      }
      if (task.value("children") instanceof Node.Sequence list) {
        for (Node child : list.items()) {
          if (child instanceof Node.Scalar scalar) {
            fromChildren
                .computeIfAbsent(scalar.text(), key -> new LinkedHashMap<>())
                .putIfAbsent(id, scalar.at());
          }
        }
      }
    }
    for (Node.Mapping task : tasks) {
      String id = WfFormatReader.text(task, "id");
      if (id != null) {
        parents.putIfAbsent(id, fromChildren.getOrDefault(id, Map.of()));
      }
    }
    return parents;
  }
}
