package dev.sluice.http.page;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request as it was sent. A parameter that can't be decoded would be left out
 * without a word, and a list without its filter, or a verdict without its condition, looks like an
 * answer.
 */
public final class QueryText {

  private QueryText() {}

  /** Ends the request if a part of its query can't be decoded. */
  public static void check(@Nullable String query) {
    if (query == null) {
      return;
    }
    var bytes = ByteBuffer.allocate(query.length());
    for (int i = 0; i < query.length(); i++) {
      char each = query.charAt(i);
      if (each == '%') {
        bytes.put(escaped(query, i));
        i += 2;
      } else if (each < 0x80) {
        bytes.put((byte) each);
      } else {
        throw Params.invalid("write characters beyond ASCII with % and their UTF-8 bytes");
      }
    }
    var text = CharBuffer.allocate(query.length());
    if (StandardCharsets.UTF_8.newDecoder().decode(bytes.flip(), text, true).isError()) {
      throw Params.invalid("the query is not UTF-8 where it is written with %");
    }
  }

  private static byte escaped(String query, int at) {
    int high = at + 2 < query.length() ? Character.digit(query.charAt(at + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(query.charAt(at + 2), 16);
    if (low < 0) {
      throw Params.invalid(
          "a % in the query has two hexadecimal digits behind it; % itself is %25");
    }
    return (byte) (high << 4 | low);
  }
}
