package dev.sluice.http.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One line of a token file: {@code role name hash}. The token itself is 256 random bits, so its
 * SHA-256 can't be searched for and needs no salt.
 *
 * @param name says who has it, for people
 * @param hash SHA-256 of the token, as lower-case hexadecimal
 */
public record Token(Role role, String name, String hash) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int BYTES = 32;
  private static final String PREFIX = "sluice_";

  public Token {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a token is 1 to 100 of A-Z a-z 0-9 . _ @ -, not '" + name + "'");
    }
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "the hash of token " + name + " must be 64 hexadecimal digits in lower case");
    }
  }

  /** A fresh secret. */
  public static String secret(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The line for a secret. */
  public static Token of(Role role, String name, String secret) {
    return new Token(role, name, hashOf(secret));
  }

  /** Compares in the same time wherever the first difference is. */
  boolean is(String hashOfSecret) {
    return MessageDigest.isEqual(ascii(hash), ascii(hashOfSecret));
  }

  static String hashOf(String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** As it is written in the file. */
  public String line() {
    return role.word() + " " + name + " " + hash;
  }
}
