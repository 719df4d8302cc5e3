package dev.sluice.client.internal;

import dev.sluice.client.BatchIds;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Ids that people recognise and that sort by time within a name, such as {@code
 * nightly-20261121T104608123-k3v9qd}.
 */
public final class GeneratedBatchIds implements BatchIds {

  private static final int NAME_CHARS = 40;
  private static final int RANDOM_CHARS = 6;
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private final RandomGenerator random;

  public GeneratedBatchIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Ids from the system's clock and randomness. */
  public static BatchIds system() {
    return new GeneratedBatchIds(InstantSource.system(), new SecureRandom());
  }

  @Override
  public String next(String name) {
    StringBuilder id = new StringBuilder(slug(name)).append('-');
    TIME.formatTo(clock.instant(), id);
    id.append('-');
    for (int i = 0; i < RANDOM_CHARS; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  private static String slug(String name) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (slug.isEmpty()) {
      return "batch";
    }
    return slug.length() > NAME_CHARS ? slug.substring(0, NAME_CHARS) : slug;
  }
}
