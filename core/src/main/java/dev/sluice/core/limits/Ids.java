package dev.sluice.core.limits;

/**
 * The ids that Sluice accepts: ASCII, so that they compare the same everywhere and never need
 * escaping.
 */
public final class Ids {

  public static final int MAX_LENGTH = 200;

  /** What a task id is, for people. */
  public static final String TASK_RULE = "[A-Za-z0-9._:/@+=-]{1,200}";

  /** A pool's name is part of a topic's name. */
  public static final int MAX_POOL_LENGTH = 40;

  private static final String BATCH_EXTRA = "._:-";
  private static final String TASK_EXTRA = "._:-/@+=";

  private Ids() {}

  /** Whether this is a batch id: {@code [A-Za-z0-9._:-]{1,200}}. */
  public static boolean validBatchId(String id) {
    return valid(id, BATCH_EXTRA);
  }

  /** Whether this is a task id: a batch id's characters and {@code / @ + =}, 1 to 200 of them. */
  public static boolean validTaskId(String id) {
    return valid(id, TASK_EXTRA);
  }

  /** Whether this names a worker pool: {@code [a-z0-9-]{1,40}}. */
  public static boolean validPool(String name) {
    if (name.isEmpty() || name.length() > MAX_POOL_LENGTH) {
      return false;
    }
    return name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static boolean valid(String id, String extra) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && extra.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
