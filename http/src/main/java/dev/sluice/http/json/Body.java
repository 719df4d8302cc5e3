package dev.sluice.http.json;

import java.io.Serial;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object in the order in which they are written. */
public final class Body extends LinkedHashMap<String, @Nullable Object> {

  @Serial private static final long serialVersionUID = 1L;

  /** The same with a member; null stays in it as {@code null}. */
  public Body with(String name, @Nullable Object value) {
    put(name, value);
    return this;
  }
}
