package dev.sluice.cli.results;

import dev.sluice.core.task.TaskSpec;
import dev.sluice.results.text.NaturalOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of the tasks in their file. Tasks that are not in it, because others spawned them, get
 * places after it. Not thread-safe.
 */
public final class FileOrder {

  private final Map<String, Integer> places;
  private final BitSet needed = new BitSet();
  private final List<String> unknown = new ArrayList<>();
  private final int inFile;

  /** The order of these tasks. */
  public FileOrder(List<TaskSpec> tasks) {
    places = HashMap.newHashMap(tasks.size());
    for (TaskSpec task : tasks) {
      places.put(task.id(), places.size());
    }
    inFile = places.size();
    for (TaskSpec task : tasks) {
      for (String need : task.needs()) {
        needed.set(places.get(need));
      }
    }
  }

  /** The place of a task; a new one for a task that was never seen. */
  int place(String taskId) {
    Integer place = places.get(taskId);
    if (place == null) {
      place = inFile + unknown.size();
      places.put(taskId, place);
      unknown.add(taskId);
    }
    return place;
  }

  /** Whether other tasks of the file take in what this one gives. */
  boolean needed(int place) {
    return needed.get(place);
  }

  /** All places in their order: those of the file, then the others by id as people count. */
  int[] places() {
    int[] all = new int[inFile + unknown.size()];
    for (int place = 0; place < inFile; place++) {
      all[place] = place;
    }
    List<String> byId = unknown.stream().sorted(new NaturalOrder()).toList();
    for (int i = 0; i < byId.size(); i++) {
      all[inFile + i] = place(byId.get(i));
    }
    return all;
  }
}
