package dev.sluice.worker.example;

import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TypedHandler;

/** The example of {@link TypedHandler} and of docs/worker.md. */
public final class ResizeHandler extends TypedHandler<ResizeHandler.Size, ResizeHandler.Image> {

  public record Size(String file, int width, int height) {}

  public record Image(String file, long bytes) {}

  public ResizeHandler() {
    super("resize", Size.class);
  }

  @Override
  protected Image run(Size size, TaskContext context) {
    context.progress(50, "half of " + size.file());
    return new Image(size.file(), 3L * size.width() * size.height());
  }
}
