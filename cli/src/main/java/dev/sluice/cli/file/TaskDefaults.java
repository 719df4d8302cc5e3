package dev.sluice.cli.file;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.Priority;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for every task that does not say otherwise. */
record TaskDefaults(
    @Nullable String type,
    @Nullable Duration timeout,
    @Nullable RetryPlan retry,
    Priority priority,
    String pool,
    @Nullable String group,
    @Nullable CacheUse cache) {

  static final TaskDefaults NONE =
      new TaskDefaults(null, null, null, Priority.NORMAL, "default", null, null);

  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of("timeout", "retry", "priority", "type", "pool", "group", "cache"));

  /** The defaults of a batch: its {@code defaults} and, for the priority, its own key. */
  static TaskDefaults of(Fields batch, Problems problems) {
    Priority priority = batch.choice("priority", Priority.class);
    TaskDefaults base = NONE.withPriority(priority == null ? Priority.NORMAL : priority);
    Node node = batch.node("defaults");
    Node.Mapping mapping =
        node == null
            ? null
            : Fields.mapping(node, "'defaults'", "write defaults: {timeout: 30s}", problems);
    return mapping == null ? base : base.overriddenBy(mapping, problems);
  }

  private TaskDefaults overriddenBy(Node.Mapping mapping, Problems problems) {
    Fields fields = Fields.of(mapping, "'defaults'", KEYS, problems);
    Priority own = fields.choice("priority", Priority.class);
    String ownPool = fields.text("pool");
    return new TaskDefaults(
        fields.text("type"),
        fields.duration("timeout"),
        RetryReader.read(fields, problems),
        own == null ? priority : own,
        ownPool == null ? pool : ownPool,
        fields.text("group"),
        CacheReader.read(fields, problems));
  }

  private TaskDefaults withPriority(Priority other) {
    return new TaskDefaults(type, timeout, retry, other, pool, group, cache);
  }
}
