package dev.sluice.embedded.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/**
 * Starts one Kafka at the first test that asks for it and closes it after the last test of the JVM.
 *
 * <p>A test gets its {@link KafkaCluster} as a parameter of a constructor, a test or a lifecycle
 * method, or in a field of that type. {@code -Dsluice.kafka} chooses {@code embedded} (the default)
 * or {@code testcontainers}; the latter skips the tests, with the reason, where no Docker answers.
 */
public final class KafkaExtension
    implements ExecutionCondition, ParameterResolver, BeforeAllCallback, TestInstancePostProcessor {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(KafkaExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return TestKafka.chosen()
        .unavailability()
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("Kafka can be started"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KafkaCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return cluster(context);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IllegalAccessException {
    inject(context, context.getRequiredTestClass(), null);
  }

  @Override
  public void postProcessTestInstance(Object instance, ExtensionContext context)
      throws IllegalAccessException {
    inject(context, instance.getClass(), instance);
  }

  private static void inject(ExtensionContext context, Class<?> type, @Nullable Object instance)
      throws IllegalAccessException {
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      for (Field field : level.getDeclaredFields()) {
        boolean belongsHere = Modifier.isStatic(field.getModifiers()) == (instance == null);
        if (belongsHere && field.getType() == KafkaCluster.class) {
          field.setAccessible(true);
          field.set(instance, cluster(context));
        }
      }
    }
  }

  private static KafkaCluster cluster(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            RunningCluster.class, key -> TestKafka.chosen().start(), RunningCluster.class);
  }
}
