package dev.sluice.cli.file;

import dev.sluice.core.limits.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Task ids for the ids of a recorded workflow. They are taken as they are where all ids of the file
 * are task ids. Otherwise every byte outside the set, and {@code =} itself, is written as {@code
 * =XX} in all ids of the file, so that no two ids become one; what would be too long then is cut
 * and ends in {@code ==} and a digest of the whole.
 */
final class WfFormatIds {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final boolean asTheyAre;

  private WfFormatIds(boolean asTheyAre) {
    this.asTheyAre = asTheyAre;
  }

  static WfFormatIds of(Collection<String> ids) {
    return new WfFormatIds(ids.stream().allMatch(Ids::validTaskId));
  }

  String taskId(String id) {
    if (asTheyAre) {
      return id;
    }
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    var out = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (c != '=' && Ids.validTaskId(String.valueOf(c))) {
        out.append(c);
      } else {
        out.append('=').append(HEX.toHexDigits(b));
      }
    }
    return out.length() <= Ids.MAX_LENGTH ? out.toString() : cut(out, bytes);
  }

  private static String cut(StringBuilder escaped, byte[] whole) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole);
      return escaped.substring(0, Ids.MAX_LENGTH - 34) + "==" + HEX.formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
