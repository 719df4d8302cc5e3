package dev.sluice.http.resource;

import dev.sluice.http.json.Body;
import dev.sluice.http.json.Json;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What requests are answered with. */
final class Answer {

  private static final String JSON = "application/json";

  private Answer() {}

  static void json(Context request, Object body) {
    json(request, 200, body);
  }

  static void json(Context request, int status, Object body) {
    request.status(status).contentType(JSON).result(Json.bytes(body));
  }

  /** A page of a list. */
  static Body page(List<Body> items, @Nullable String cursor) {
    return new Body().with("items", items).with("nextCursor", cursor);
  }
}
