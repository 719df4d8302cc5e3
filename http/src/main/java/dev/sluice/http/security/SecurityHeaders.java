package dev.sluice.http.security;

import java.util.Map;

/** What every answer says to browsers, errors included. */
public final class SecurityHeaders {

  /** By name. */
  public static final Map<String, String> ALL =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin");

  private SecurityHeaders() {}
}
