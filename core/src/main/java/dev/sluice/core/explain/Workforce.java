package dev.sluice.core.explain;

import dev.sluice.core.task.Content;
import org.jspecify.annotations.Nullable;

/** What is known of the live workers, from their heartbeats. */
public interface Workforce {

  /** Before anything was heard of any worker. */
  Workforce UNHEARD =
      new Workforce() {
        @Override
        public boolean known() {
          return false;
        }

        @Override
        public Slots slots(String pool) {
          return Slots.NONE;
        }

        @Override
        public boolean serves(String pool, String type) {
          return false;
        }

        @Override
        public @Nullable Run run(String batchId, String taskId, int releaseNumber) {
          return null;
        }
      };

  /** Whether heartbeats have been read so far that silence means something. */
  boolean known();

  /** What the live workers of a pool can run at a time; {@link Slots#NONE} if none is alive. */
  Slots slots(String pool);

  /**
   * Why the live workers of a pool take no tasks for now, in the words of one of them; null: some
   * of them take tasks, or none is alive.
   */
  default @Nullable String resting(String pool) {
    return null;
  }

  /** Whether a live worker of the pool has a handler of this type. */
  boolean serves(String pool, String type);

  /** Who has this release of a task; null: nobody said so. */
  @Nullable Run run(String batchId, String taskId, int releaseNumber);

  /** Tasks that the workers of a pool can run at a time, and how many of these places are taken. */
  record Slots(int all, int busy) {

    public static final Slots NONE = new Slots(0, 0);

    /** Never negative: a worker may hold more tasks than it runs. */
    public int free() {
      return Math.max(0, all - busy);
    }
  }

  /**
   * A task at a worker.
   *
   * @param attempt the attempt that runs, counted over all releases of the round; 0 = none does
   * @param since when the attempt began, or the worker took the task; microseconds since the epoch
   * @param details what the handler last said of how far it had come
   */
  record Run(String workerId, int attempt, long since, @Nullable Content details) {

    /** A task whose handler has said nothing of how far it has come. */
    public Run(String workerId, int attempt, long since) {
      this(workerId, attempt, since, null);
    }
  }
}
