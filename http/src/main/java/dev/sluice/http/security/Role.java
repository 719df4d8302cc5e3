package dev.sluice.http.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a token allows; each role allows what those before it do. */
public enum Role {
  /** looks */
  READER,
  /** submits, starts, stops, cancels and retries */
  OPERATOR,
  /** clears batches, and replays and drops dead letters */
  ADMIN;

  /** Whether this is enough for what needs the other one. */
  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** As it is written in token files and on command lines. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this word, if it is one. */
  public static Optional<Role> of(String word) {
    return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
