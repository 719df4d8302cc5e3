package dev.sluice.core.cache;

import dev.sluice.core.task.Content;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The key of an entry. Begins with the type of the task, so that no entry is ever used for another
 * type: {@code type/key} where the task names one, else {@code type#digest} over all that its
 * handler works from. A type has neither of the two signs in it.
 */
public final class CacheKey {

  private final String type;
  private final MessageDigest digest;
  private final DataOutputStream out;

  private CacheKey(String type, MessageDigest digest) {
    this.type = type;
    this.digest = digest;
    this.out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
  }

  /** The key of a task that names one. */
  public static String named(String type, String key) {
    return type + "/" + key;
  }

  /** Begins the key of a task that names none: same payload, same inputs, same key. */
  public static CacheKey ofWork(String type, Content payload) {
    try {
      return new CacheKey(type, MessageDigest.getInstance("SHA-256")).add(payload);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a need as the handler sees it. */
  public CacheKey input(String need, String status, @Nullable Content output) {
    return add(need.getBytes(StandardCharsets.UTF_8))
        .add(status.getBytes(StandardCharsets.UTF_8))
        .add(output);
  }

  /** The key. */
  public String digested() {
    return type + "#" + HexFormat.of().formatHex(digest.digest());
  }

  private CacheKey add(@Nullable Content content) {
    return content == null
        ? add((byte[]) null)
        : add(content.type().getBytes(StandardCharsets.UTF_8)).add(content.bytes());
  }

  /** With the length before it, so that no two lists of parts read the same. */
  private CacheKey add(byte @Nullable [] part) {
    try {
      out.writeInt(part == null ? -1 : part.length);
      if (part != null) {
        out.write(part);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
