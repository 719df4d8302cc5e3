package dev.sluice.client.actions;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskStatus;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The words that stand for the values of a choice in JSON, in their order. */
final class Words {

  static final Map<String, Priority> PRIORITIES = of(Priority.values(), Words::lower);
  static final Map<String, RunIf> RUN_IF = of(RunIf.values(), Words::lower);
  static final Map<String, Mode> MODES = of(Mode.values(), Words::lower);
  static final Map<String, OnFailure> ON_FAILURE = of(OnFailure.values(), Words::lower);
  static final Map<String, RetryPlan.Policy> RETRY_POLICIES =
      of(RetryPlan.Policy.values(), Words::lower);
  static final Map<String, TaskStatus> ENDS =
      of(only(TaskStatus.values(), TaskStatus::terminal), Enum::name);
  static final Map<String, ActionRequest.Begin> BEGINS =
      of(ActionRequest.Begin.values(), Words::lower);
  static final Map<String, ActionRequest.Format> FORMATS =
      of(ActionRequest.Format.values(), Words::lower);
  static final Map<String, ActionRequest.Target> TARGETS =
      of(ActionRequest.Target.values(), Words::lower);

  private Words() {}

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E[] only(E[] values, Predicate<E> wanted) {
    return Arrays.stream(values).filter(wanted).toArray(length -> Arrays.copyOf(values, length));
  }

  private static <E extends Enum<E>> Map<String, E> of(E[] values, Function<E, String> word) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(word.apply(value), value);
    }
    return Collections.unmodifiableMap(words);
  }
}
