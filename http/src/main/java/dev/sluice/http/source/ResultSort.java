package dev.sluice.http.source;

import dev.sluice.records.Result;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An order of results: by a figure, and by task id among the same figures.
 *
 * @param descending from the largest to the smallest
 */
public record ResultSort(Figure figure, boolean descending) {

  /** As they were recorded, the first one first. */
  public static final ResultSort RECORDED = new ResultSort(Figure.RECORDED, false);

  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");
  private static final Pattern FIGURE_AND_TASK = Pattern.compile("-?[0-9]{1,18} .+");

  /** What of a result counts. */
  public enum Figure {
    RECORDED("recorded"),
    /** how long it ran; what did not run is less than all that did */
    RUNTIME("runtime"),
    /** from queued to started; what did not run is less than all that did */
    QUEUE_WAIT("queueWait"),
    ATTEMPTS("attempts"),
    TASK_ID("taskId");

    private final String word;

    Figure(String word) {
      this.word = word;
    }
  }

  public ResultSort {
    Objects.requireNonNull(figure, "figure");
  }

  /** The order of a word like {@code runtime} or {@code -runtime}; empty: there is none. */
  public static Optional<ResultSort> of(String text) {
    boolean descending = text.startsWith("-");
    String word = descending ? text.substring(1) : text;
    return Arrays.stream(Figure.values())
        .filter(figure -> figure.word.equals(word))
        .findFirst()
        .map(figure -> new ResultSort(figure, descending));
  }

  /** The words of all figures. */
  public static List<String> words() {
    return Arrays.stream(Figure.values()).map(figure -> figure.word).toList();
  }

  /** Where a result is in this order. */
  public record Place(long figure, String taskId) {

    private static final char BETWEEN = ' ';

    String text() {
      return figure + "" + BETWEEN + taskId;
    }

    static Place of(String text) {
      int between = text.indexOf(BETWEEN);
      return new Place(Long.parseLong(text.substring(0, between)), text.substring(between + 1));
    }
  }

  /** Whether a text can be a place in a list of this order. */
  public boolean knows(String place) {
    return (equals(RECORDED) ? OFFSET : FIGURE_AND_TASK).matcher(place).matches();
  }

  Place place(Result result, long offset) {
    return new Place(
        switch (figure) {
          case RECORDED -> offset;
          case RUNTIME ->
              ran(result) ? Math.max(0, result.getFinishedAt() - result.getStartedAt()) : -1;
          case QUEUE_WAIT ->
              ran(result) && result.getQueuedAt() > 0
                  ? Math.max(0, result.getStartedAt() - result.getQueuedAt())
                  : -1;
          case ATTEMPTS -> result.getAttempts();
          case TASK_ID -> 0;
        },
        result.getTaskId());
  }

  private static boolean ran(Result result) {
    return result.getStartedAt() > 0;
  }

  Comparator<Place> comparator() {
    Comparator<Place> order = Comparator.comparingLong(Place::figure).thenComparing(Place::taskId);
    return descending ? order.reversed() : order;
  }
}
