package dev.sluice.core.task;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The two headers of W3C Trace Context that a task may have: in which trace it was submitted. They
 * are no part of what the task is: a batch that is submitted again after an error is the same one,
 * although the second try belongs to another trace.
 */
public final class TraceHeaders {

  /** Which trace, and which span of it. */
  public static final String PARENT = "traceparent";

  /** What tracing systems add to it. */
  public static final String STATE = "tracestate";

  /** Both. */
  public static final List<String> ALL = List.of(PARENT, STATE);

  private static final Pattern PARENT_FORM =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.{0,200})?");
  private static final int MOST_STATE_CHARS = 512;

  private TraceHeaders() {}

  /** Whether one of them is among these. */
  public static boolean in(Map<String, String> headers) {
    return !headers.isEmpty() && (headers.containsKey(PARENT) || headers.containsKey(STATE));
  }

  /** Those that are among these. */
  public static Map<String, String> of(Map<String, String> headers) {
    if (!in(headers)) {
      return Map.of();
    }
    Map<String, String> found = new TreeMap<>(headers);
    found.keySet().retainAll(ALL);
    return found;
  }

  /** These without them. */
  static Map<String, String> removed(Map<String, String> headers) {
    Map<String, String> rest = new TreeMap<>(headers);
    ALL.forEach(rest::remove);
    return rest;
  }

  /** Whether this can be the value of {@link #PARENT}. */
  public static boolean isParent(String value) {
    return PARENT_FORM.matcher(value).matches();
  }

  /** Whether this can be the value of {@link #STATE}. */
  public static boolean isState(String value) {
    return !value.isEmpty()
        && value.length() <= MOST_STATE_CHARS
        && value.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
