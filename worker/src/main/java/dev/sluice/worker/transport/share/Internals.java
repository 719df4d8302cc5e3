package dev.sluice.worker.transport.share;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Reaches private members of kafka-clients. */
final class Internals {

  private Internals() {}

  static Object read(Object owner, String name) throws ReflectiveOperationException {
    return field(owner.getClass(), name).get(owner);
  }

  static Field field(Class<?> owner, String name) throws NoSuchFieldException {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (RuntimeException e) {
      throw (NoSuchFieldException) new NoSuchFieldException(name).initCause(e);
    }
  }

  static Method method(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    try {
      Method method = owner.getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (RuntimeException e) {
      throw (NoSuchMethodException) new NoSuchMethodException(name).initCause(e);
    }
  }

  static @Nullable Object value(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static void set(Field field, Object owner, @Nullable Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls a method that throws no checked exceptions. */
  static @Nullable Object call(Method method, Object owner, Object... arguments) {
    try {
      return method.invoke(owner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
