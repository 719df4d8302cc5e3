package dev.sluice.worker.execution;

import dev.sluice.records.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several watches one inside the other. One that throws, as a tracing system may that was plugged
 * in, is passed over: it must not cost a task.
 */
public record Watches(List<ExecutionWatch> inOrder) implements ExecutionWatch {

  /** Nobody watches. */
  public static final Watches NONE = new Watches(List.of());

  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

  public Watches {
    inOrder = List.copyOf(inOrder);
  }

  @Override
  public void taken(Release release, CompletionStage<Ending> ending) {
    each(inOrder, watch -> watch.taken(release, ending));
  }

  @Override
  public Watched begins(Release release, int attempt) {
    List<Watched> watched = new ArrayList<>(inOrder.size());
    each(inOrder, watch -> watched.add(0, watch.begins(release, attempt)));
    return outcome -> each(watched, one -> one.ended(outcome));
  }

  private static <T> void each(List<T> all, Consumer<T> tell) {
    for (T one : all) {
      try {
        tell.accept(one);
      } catch (RuntimeException e) {
        LOG.warn("{} failed and is passed over", one.getClass().getName(), e);
      }
    }
  }
}
