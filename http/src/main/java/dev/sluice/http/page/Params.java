package dev.sluice.http.page;

import dev.sluice.core.limits.Ids;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of one request, checked. A name that the route does not know is refused. */
public final class Params {

  private static final int USUAL_LIMIT = 100;

  /** Most items in a page. */
  public static final int MOST_LIMIT = 1000;

  private static final int MOST_CHARS = 1000;

  private final Context request;

  private Params(Context request) {
    this.request = request;
  }

  /** Those of a request, which may be these alone. */
  public static Params of(Context request, String... known) {
    for (String name : request.queryParamMap().keySet()) {
      if (!List.of(known).contains(name)) {
        throw invalid(
            "there is no parameter '%s'; there %s"
                .formatted(
                    shown(name),
                    known.length == 0 ? "is none" : "are " + String.join(", ", known)));
      }
    }
    return new Params(request);
  }

  /** The batch in the path. */
  public String batchId() {
    String id = request.pathParam("batchId");
    if (!Ids.validBatchId(id)) {
      throw Problem.of(ProblemCode.INVALID_ID, "a batch id is [A-Za-z0-9._:-]{1,200}").exception();
    }
    return id;
  }

  /** The task in the path. */
  public String taskId() {
    String id = request.pathParam("taskId");
    if (!Ids.validTaskId(id)) {
      throw Problem.of(
              ProblemCode.INVALID_ID, "a task id is " + Ids.TASK_RULE + ", with / written as %2F")
          .exception();
    }
    return id;
  }

  /** A text; null where it is not given. */
  public @Nullable String text(String name) {
    List<String> all = request.queryParams(name);
    if (all.size() > 1) {
      throw invalid("'" + name + "' stands twice; give it once");
    }
    if (all.isEmpty() || all.getFirst().isEmpty()) {
      return null;
    }
    if (all.getFirst().length() > MOST_CHARS) {
      throw invalid("'" + name + "' is longer than " + MOST_CHARS + " characters");
    }
    return all.getFirst();
  }

  /** How long a page is to be: what is more than the most is moved there. */
  public int limit() {
    String text = text("limit");
    if (text == null) {
      return USUAL_LIMIT;
    }
    try {
      long limit = Long.parseLong(text);
      if (limit >= 1) {
        return (int) Math.min(limit, MOST_LIMIT);
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw invalid("'limit' is '" + shown(text) + "'; give a number from 1 to " + MOST_LIMIT);
  }

  /** Whether the order is from the last id to the first. */
  public boolean descending() {
    String sort = text("sort");
    return switch (sort) {
      case null -> false;
      case "id" -> false;
      case "-id" -> true;
      default -> throw invalid("'sort' is '" + shown(sort) + "'; give id or -id");
    };
  }

  /** The order of a list of batches. */
  public BatchSort batchSort() {
    String sort = text("sort");
    return BatchSort.of(sort == null ? "id" : sort)
        .orElseThrow(() ->
            invalid(
                "'sort' is '%s'; give one of %s, with - in front for the last first"
                    .formatted(shown(String.valueOf(sort)), BatchSort.words())));
  }

  /** Constants of an enum with commas between them; all of them where nothing is given. */
  public <E extends Enum<E>> Set<E> anyOf(String name, Class<E> type) {
    String text = text(name);
    if (text == null) {
      return EnumSet.allOf(type);
    }
    Set<E> chosen = EnumSet.noneOf(type);
    for (String word : text.split(",", -1)) {
      String constant = word.strip().toUpperCase(Locale.ROOT);
      chosen.add(
          EnumSet.allOf(type).stream()
              .filter(one -> one.name().equals(constant))
              .findFirst()
              .orElseThrow(() ->
                  invalid(
                      "'%s' can't be '%s'; give some of %s"
                          .formatted(name, shown(word), EnumSet.allOf(type)))));
    }
    return chosen;
  }

  /** Where to go on in a list; null: from its beginning. */
  public @Nullable String place(Cursors cursors, String list) {
    String cursor = text("cursor");
    return cursor == null ? null : cursors.read(list, cursor);
  }

  /** What tells this list from others: its path and all parameters but limit and cursor. */
  public String list() {
    StringBuilder list = new StringBuilder(request.path());
    request.queryParamMap().entrySet().stream()
        .filter(param -> !param.getKey().equals("limit") && !param.getKey().equals("cursor"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(param -> list.append('\n').append(param.getKey()).append(param.getValue()));
    return list.toString();
  }

  /** What a request may not say. */
  public static RuntimeException invalid(String detail) {
    return Problem.of(ProblemCode.INVALID_PARAMETER, detail).exception();
  }

  private static String shown(String text) {
    return text.length() <= 50 ? text : text.substring(0, 50) + "...";
  }
}
