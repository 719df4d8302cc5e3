package dev.sluice.schemas.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How the text of a configuration value is read and written. {@link #show} and {@link #parse} are
 * each other's inverse.
 *
 * @param <T> the value
 */
public interface ConfigType<T> {

  /** What may be written, in a few words: {@code integer, 1 to 1000}. */
  String description();

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is no such value; the message says what would be
   */
  T parse(String text);

  /** The value as one would write it. */
  String show(T value);

  /** Any text that is not blank. */
  static ConfigType<String> string() {
    return new Text();
  }

  /**
   * Text of a form.
   *
   * @param description the form in a few words
   */
  static ConfigType<String> text(Pattern form, String description) {
    return new FormedText(form, description);
  }

  /** A whole number of a range, both ends included. */
  static ConfigType<Integer> integer(int min, int max) {
    return new WholeNumber(min, max).as(Math::toIntExact, Integer::longValue);
  }

  /** Like {@link #integer}, and also beyond 2147483647. */
  static ConfigType<Long> integer64(long min, long max) {
    return new WholeNumber(min, max);
  }

  /** A number with a point, both ends of the range included. */
  static ConfigType<Double> decimal(double min, double max) {
    return new DecimalNumber(min, max);
  }

  /** {@code true} or {@code false}, nothing else. */
  static ConfigType<Boolean> bool() {
    return new OneOf<>(List.of(true, false), Object::toString);
  }

  /** A duration with its unit: {@code 300ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}. */
  static ConfigType<Duration> duration() {
    return duration(Duration.ZERO, DurationText.LONGEST);
  }

  /** Like {@link #duration()}, and also of a range, both ends included. */
  static ConfigType<Duration> duration(Duration min, Duration max) {
    return new DurationText(min, max);
  }

  /** A number of bytes with its unit: {@code 900B}, {@code 64KiB}, {@code 5MiB}, {@code 1GiB}. */
  static ConfigType<Long> size(long minBytes, long maxBytes) {
    return new SizeText(minBytes, maxBytes);
  }

  /** One constant of an enum, written in lower case with hyphens: {@code fail-fast}. */
  static <E extends Enum<E>> ConfigType<E> oneOf(Class<E> type) {
    return new OneOf<>(
        Arrays.asList(type.getEnumConstants()),
        constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** A path of the file system; relative ones start at the working directory. */
  static ConfigType<Path> path() {
    return string().as(Path::of, Path::toString);
  }

  /** Values with commas between them; the empty text is the empty list. */
  static <T> ConfigType<List<T>> list(ConfigType<T> element) {
    return new CommaSeparated<>(element);
  }

  /** A value that may be absent: the empty text. */
  static <T> ConfigType<Optional<T>> optional(ConfigType<T> type) {
    return new Maybe<>(type);
  }

  /** This type with its values turned into others. */
  default <R> ConfigType<R> as(
      Function<? super T, ? extends R> there, Function<? super R, ? extends T> back) {
    ConfigType<T> from = this;
    return new ConfigType<>() {
      @Override
      public String description() {
        return from.description();
      }

      @Override
      public R parse(String text) {
        return there.apply(from.parse(text));
      }

      @Override
      public String show(R value) {
        return from.show(back.apply(value));
      }
    };
  }
}
