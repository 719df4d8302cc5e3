package dev.sluice.core.ledger.row;

import dev.sluice.core.ledger.Timer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the rows: a letter for the table, then the batch id, then what tells the rows of a
 * batch apart, with a zero byte between. Ids are ASCII without that byte, so keys sort as their ids
 * do.
 */
public final class RowKeys {

  private static final byte END = 0;
  private static final Timer.Kind[] TIMER_KINDS = Timer.Kind.values();

  private RowKeys() {}

  public static byte[] batch(String batchId) {
    return key('B', batchId).array();
  }

  public static byte[] options(String batchId) {
    return key('O', batchId).array();
  }

  public static byte[] task(String batchId, String taskId) {
    return key('T', batchId, taskId).array();
  }

  public static byte[] spec(String batchId, String taskId) {
    return key('S', batchId, taskId).array();
  }

  public static byte[] output(String batchId, String taskId) {
    return key('P', batchId, taskId).array();
  }

  public static byte[] edge(String batchId, String need, String dependant) {
    return key('E', batchId, need, dependant).array();
  }

  public static byte[] queue(String batchId, long slot) {
    return numbered('Q', batchId, slot);
  }

  public static byte[] work(String batchId, long sequence) {
    return numbered('W', batchId, sequence);
  }

  /** What the results of a batch add up to. */
  public static byte[] tally(String batchId) {
    return key('A', batchId).array();
  }

  /** What a task that did not succeed added to the tally. */
  public static byte[] contribution(String batchId, String taskId) {
    return key('R', batchId, taskId).array();
  }

  /** Marks a batch whose window follows the live workers. */
  public static byte[] adaptive(String batchId) {
    return key('X', batchId).array();
  }

  /** The trace of a batch that was forgotten. */
  public static byte[] trace(String batchId) {
    return key('G', batchId).array();
  }

  public static byte[] workMark(String batchId) {
    return key('M', batchId).array();
  }

  public static byte[] timer(Timer timer) {
    String taskId = timer.taskId() == null ? "" : timer.taskId();
    byte[] batch = ascii(timer.batchId());
    byte[] task = ascii(taskId);
    return ByteBuffer.allocate(1 + Long.BYTES + 1 + batch.length + 1 + task.length + 1)
        .put((byte) 'D')
        .putLong(timer.due())
        .put((byte) timer.kind().ordinal())
        .put(batch)
        .put(END)
        .put(task)
        .put(END)
        .array();
  }

  /** Whether a row of this key is asked for by itself, and soon: tasks, submissions, outputs. */
  public static boolean readAgain(byte[] key) {
    return key[0] == 'T' || key[0] == 'S' || key[0] == 'P';
  }

  /** The least key of a table. */
  public static byte[] first(char table) {
    return new byte[] {(byte) table};
  }

  /** The least key above a table. */
  public static byte[] afterTable(char table) {
    return new byte[] {(byte) (table + 1)};
  }

  /** The least timer key that is due at this time or later. */
  public static byte[] timersFrom(long due) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) 'D').putLong(due).array();
  }

  /** The time of a timer's key; null if it is the key of another row. */
  public static @Nullable Long dueOf(byte[] key) {
    return key[0] == 'D' ? ByteBuffer.wrap(key).getLong(1) : null;
  }

  /** The least key that is above every key that starts with this one. */
  public static byte[] afterPrefix(byte[] prefix) {
    byte[] next = prefix.clone();
    next[next.length - 1]++;
    return next;
  }

  /** The least key above this one. */
  public static byte[] after(byte[] key) {
    byte[] next = new byte[key.length + 1];
    System.arraycopy(key, 0, next, 0, key.length);
    return next;
  }

  /** A key as text, for a cursor to go on behind it. */
  public static String cursor(byte[] key) {
    return new String(key, StandardCharsets.ISO_8859_1);
  }

  /** The least key above that of a cursor. */
  public static byte[] afterCursor(String cursor) {
    return after(ascii(cursor));
  }

  /** What all keys with these parts start with. */
  public static byte[] prefix(char table, String... parts) {
    return key(table, parts).array();
  }

  /** The last of the parts that a key was made of. */
  public static String lastPart(byte[] key) {
    int start = key.length - 1;
    while (key[start - 1] != END) {
      start--;
    }
    return text(key, start, key.length - 1);
  }

  /** The batch id in a key that has no other part. */
  public static String onlyPart(byte[] key) {
    return text(key, 1, key.length - 1);
  }

  public static Timer timer(byte[] key) {
    long due = ByteBuffer.wrap(key).getLong(1);
    Timer.Kind kind = TIMER_KINDS[key[1 + Long.BYTES]];
    int batchStart = 1 + Long.BYTES + 1;
    int batchEnd = batchStart;
    while (key[batchEnd] != END) {
      batchEnd++;
    }
    String taskId = text(key, batchEnd + 1, key.length - 1);
    return new Timer(due, text(key, batchStart, batchEnd), taskId.isEmpty() ? null : taskId, kind);
  }

  private static byte[] numbered(char table, String batchId, long number) {
    byte[] batch = ascii(batchId);
    return ByteBuffer.allocate(1 + batch.length + 1 + Long.BYTES)
        .put((byte) table)
        .put(batch)
        .put(END)
        .putLong(number)
        .array();
  }

  private static ByteBuffer key(char table, String... parts) {
    int size = 1;
    for (String part : parts) {
      size += part.length() + 1;
    }
    ByteBuffer key = ByteBuffer.allocate(size).put((byte) table);
    for (String part : parts) {
      key.put(ascii(part)).put(END);
    }
    return key;
  }

  private static byte[] ascii(String id) {
    return id.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] key, int from, int to) {
    return new String(key, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
