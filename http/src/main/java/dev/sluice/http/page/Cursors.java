package dev.sluice.http.page;

import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads cursors: a place in a list with a seal over it and over what the list is. A
 * cursor that was changed, or that is of another list, filter or order, is told from a good one.
 * The seal is one of the whole group of schedulers, so that any of them can go on with a list. It
 * keeps mistakes out, not forgers: what a place is made to say is checked where it is used.
 */
public final class Cursors {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SEAL_BYTES = 12;
  private static final int MOST_CHARS = 1000;

  private final Supplier<String> group;

  /**
   * @param group what all schedulers of the group know, and those of other groups don't
   */
  public Cursors(Supplier<String> group) {
    this.group = group;
  }

  /**
   * The cursor of a place.
   *
   * @param list what tells the list from all others
   */
  public String write(String list, String place) {
    byte[] bytes = place.getBytes(StandardCharsets.UTF_8);
    byte[] seal = seal(list, bytes);
    byte[] all = Arrays.copyOf(seal, SEAL_BYTES + bytes.length);
    System.arraycopy(bytes, 0, all, SEAL_BYTES, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** The place that a cursor of this list stands for. */
  public String read(String list, String cursor) {
    byte[] all = bytes(cursor);
    if (all.length < SEAL_BYTES) {
      throw invalid();
    }
    byte[] place = Arrays.copyOfRange(all, SEAL_BYTES, all.length);
    if (!MessageDigest.isEqual(seal(list, place), Arrays.copyOf(all, SEAL_BYTES))) {
      throw invalid();
    }
    return new String(place, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String cursor) {
    try {
      if (cursor.length() <= MOST_CHARS) {
        return Base64.getUrlDecoder().decode(cursor);
      }
    } catch (IllegalArgumentException e) {
      // told below, like a cursor that is too long
    }
    throw invalid();
  }

  private byte[] seal(String list, byte[] place) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(group.get().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(list.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(place), SEAL_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }

  /** What is said to a cursor that means nothing here. */
  public static RuntimeException invalid() {
    return Problem.of(
            ProblemCode.INVALID_CURSOR,
            "take the cursor from a page of this very list, filters and sort")
        .exception();
  }
}
