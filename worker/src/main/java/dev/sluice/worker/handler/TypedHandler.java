package dev.sluice.worker.handler;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sluice.core.task.Content;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A handler whose parameters and output are Java types.
 *
 * <pre>{@code
 * public final class ResizeHandler extends TypedHandler<ResizeHandler.Size, ResizeHandler.Image> {
 *
 *   public record Size(String file, int width, int height) {}
 *
 *   public record Image(String file, long bytes) {}
 *
 *   public ResizeHandler() {
 *     super("resize", Size.class);
 *   }
 *
 *   @Override
 *   protected Image run(Size size, TaskContext context) {
 *     context.progress(50, "half of " + size.file());
 *     return new Image(size.file(), 3L * size.width() * size.height());
 *   }
 * }
 * }</pre>
 *
 * <p>Parameters are mapped as {@link TaskData#json(Class)} does it, strictly; of the types {@code
 * byte[]} and {@code String} they are the payload as it is. An output that is a {@code String} is
 * {@code text/plain}, a {@code byte[]} is {@code application/octet-stream}, a {@link Content} says
 * itself what it is, null is none, and anything else is written as JSON.
 *
 * @param <I> what the parameters are
 * @param <O> what the handler gives
 */
public abstract class TypedHandler<I, O> implements TaskHandler {

  private static final String TEXT = "text/plain; charset=utf-8";

  private final String type;
  private final Type params;

  /**
   * @param type as in the task's {@code type}
   * @param params class of the parameters
   */
  protected TypedHandler(String type, Class<I> params) {
    this.type = Objects.requireNonNull(type, "type");
    this.params = Objects.requireNonNull(params, "params");
  }

  /** Like the other one, for types with parameters such as {@code List<Size>}. */
  protected TypedHandler(String type, TypeReference<I> params) {
    this.type = Objects.requireNonNull(type, "type");
    this.params = params.getType();
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final Content handle(TaskContext context) throws Exception {
    return output(run(params(new TaskData("params", context.payload())), context));
  }

  /**
   * One attempt; rules and failures as in {@link TaskHandler#handle}.
   *
   * @return the output; null for none
   */
  protected abstract @Nullable O run(I params, TaskContext context) throws Exception;

  @SuppressWarnings("unchecked") // the type of the parameters is I, as the constructors ask for
  private I params(TaskData payload) throws NonRetryableException {
    if (params == byte[].class) {
      return (I) payload.bytes();
    }
    return params == String.class ? (I) payload.text() : HandlerJson.read(payload, params);
  }

  private static Content output(@Nullable Object output) {
    return switch (output) {
      case null -> Content.EMPTY;
      case Content content -> content;
      case String text -> new Content(text.getBytes(StandardCharsets.UTF_8), TEXT);
      case byte[] bytes -> new Content(bytes, Content.BYTES);
      default -> new Content(HandlerJson.write("output", output), Content.JSON);
    };
  }
}
