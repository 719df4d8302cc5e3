package dev.sluice.core.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tasks of a batch with the largest figures of a kind, at most {@value #MOST}. A task that has
 * several, of several rounds, counts with the largest; so the order of results makes no difference.
 */
public final class TopTasks {

  /** Most tasks that are told. */
  public static final int MOST = 10;

  private static final Comparator<Figure> LARGEST_FIRST =
      Comparator.comparingLong(Figure::value).reversed().thenComparing(Figure::taskId);

  private final List<Figure> top = new ArrayList<>(MOST);

  TopTasks() {}

  /** A task and its figure. */
  public record Figure(String taskId, String type, long value) {}

  /** The largest first. */
  public List<Figure> top() {
    return List.copyOf(top);
  }

  /** These figures and those, the largest of both. */
  public static List<Figure> merged(List<Figure> these, List<Figure> those) {
    var merged = new TopTasks();
    these.forEach(merged::add);
    those.forEach(merged::add);
    return merged.top();
  }

  /** Adds a figure; one that is not positive is none. */
  void add(String taskId, String type, long value) {
    boolean mayEnter = top.size() < MOST || value >= top.getLast().value();
    if (value > 0 && mayEnter) {
      add(new Figure(taskId, type, value));
    }
  }

  void add(TopTasks other) {
    other.top.forEach(this::add);
  }

  private void add(Figure figure) {
    for (int i = 0; i < top.size(); i++) {
      if (top.get(i).taskId().equals(figure.taskId())) {
        if (top.get(i).value() >= figure.value()) {
          return;
        }
        top.remove(i);
        break;
      }
    }
    int place = 0;
    while (place < top.size() && LARGEST_FIRST.compare(top.get(place), figure) < 0) {
      place++;
    }
    top.add(place, figure);
    if (top.size() > MOST) {
      top.removeLast();
    }
  }

  void write(RowOutput out) {
    out.number(top.size());
    for (Figure figure : top) {
      out.text(figure.taskId());
      out.text(figure.type());
      out.number(figure.value());
    }
  }

  static TopTasks read(RowInput in) {
    var read = new TopTasks();
    for (long left = in.number(); left > 0; left--) {
      read.top.add(new Figure(in.text(), in.text(), in.number()));
    }
    return read;
  }
}
