package dev.sluice.client.actions;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a batch was submitted as, in short: a batch that comes again under its id is the same one if
 * it has the same fingerprint. Travels with the batch as a label, so it is known as long as the
 * batch is.
 */
public final class Fingerprint {

  /** The label that holds the fingerprint of the JSON that a batch was submitted as. */
  public static final String LABEL = "sluice-body";

  private static final int BYTES = 20;

  private Fingerprint() {}

  /** A short name for bytes, the same for the same bytes. */
  public static String of(byte[] bytes) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(all, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
