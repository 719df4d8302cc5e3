package dev.sluice.http.resource;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The document that describes the API. */
public final class OpenApiResource {

  private final byte[] document = read();

  private static byte[] read() {
    try (InputStream in =
        OpenApiResource.class.getResourceAsStream("/dev/sluice/http/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** OpenAPI 3.1. */
  public void document(Context request) {
    request.contentType("application/json").result(document);
  }
}
