package dev.sluice.worker.handler.builtin;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.nio.ByteBuffer;

/** Type {@code echo}: the task's payload is its output. */
public final class EchoHandler implements TaskHandler {

  @Override
  public String type() {
    return "echo";
  }

  @Override
  public Content handle(TaskContext context) {
    ByteBuffer payload = context.payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return new Content(bytes, context.contentType());
  }
}
