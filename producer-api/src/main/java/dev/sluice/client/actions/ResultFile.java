package dev.sluice.client.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.client.TaskResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes results as JSON lines, or as a JSON list with one result a line. */
final class ResultFile implements AutoCloseable {

  private final OutputStream out;
  private final boolean list;
  private boolean any;

  /**
   * @param out closed by who gave it
   * @param list whether they are one list
   */
  ResultFile(OutputStream out, boolean list) throws IOException {
    this.out = out;
    this.list = list;
    if (list) {
      put("[");
    }
  }

  void write(TaskResult result) throws IOException {
    if (list) {
      put(any ? ",\n" : "\n");
    }
    put(json(result));
    if (!list) {
      put("\n");
    }
    any = true;
  }

  private static String json(TaskResult result) {
    try {
      return ActionJson.MAPPER.writeValueAsString(ResultJson.of(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is always JSON", e);
    }
  }

  private void put(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    if (list) {
      put("\n]\n");
    }
    out.flush();
  }
}
