package dev.sluice.http.problem;

import dev.sluice.http.json.Body;
import dev.sluice.http.json.Json;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One thing that went wrong, as RFC 9457 has it.
 *
 * @param detail for people, in one line: what, and what to do about it
 * @param more further members, for programs
 * @param headers of the answer
 */
public record Problem(
    ProblemCode code, String detail, Map<String, Object> more, Map<String, String> headers) {

  /** The content type of its bytes. */
  public static final String CONTENT_TYPE = "application/problem+json";

  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(detail, "detail");
    more = Map.copyOf(more);
    headers = Map.copyOf(headers);
  }

  /** A problem of which nothing more is to be said. */
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, Map.of(), Map.of());
  }

  /** The same with a further member. */
  public Problem with(String name, Object value) {
    Map<String, Object> all = new TreeMap<>(more);
    all.put(name, value);
    return new Problem(code, detail, all, headers);
  }

  /** The same with a header of the answer. */
  public Problem withHeader(String name, String value) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(name, value);
    return new Problem(code, detail, more, all);
  }

  /** To be thrown by whoever answers a request. */
  public ProblemException exception() {
    return new ProblemException(this);
  }

  /** Its JSON. */
  public byte[] bytes() {
    Body body =
        new Body()
            .with("type", code.type())
            .with("title", code.title())
            .with("status", code.status())
            .with("code", code.name())
            .with("detail", detail);
    new TreeMap<>(more).forEach(body::with);
    return Json.bytes(body);
  }
}
