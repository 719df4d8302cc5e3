package dev.sluice.core.summary;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something for each name, for so many names at most: the first ones in the order of names, so that
 * it makes no difference in which order they come. All others have one thing together, which is
 * {@value #OTHER}. Not thread-safe.
 */
public final class FirstNames<T> {

  /** The name of all others. No task type, group or worker should be called so. */
  public static final String OTHER = "(other)";

  private final int most;
  private final Supplier<T> fresh;
  private final BiConsumer<T, T> sum;
  private final TreeMap<String, T> named = new TreeMap<>();
  private final T other;

  /**
   * @param most names that are told apart
   * @param fresh makes a thing of nothing
   * @param sum adds the second thing to the first
   */
  public FirstNames(int most, Supplier<T> fresh, BiConsumer<T, T> sum) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be 1 or more, was " + most);
    }
    this.most = most;
    this.fresh = fresh;
    this.sum = sum;
    this.other = fresh.get();
  }

  /** That of a name, which is here from now on, or that of the others. */
  public T of(String name) {
    T known = named.get(name);
    if (known != null) {
      return known;
    }
    if (named.size() >= most) {
      if (name.compareTo(named.lastKey()) > 0) {
        return other;
      }
      sum.accept(other, named.pollLastEntry().getValue());
    }
    T made = fresh.get();
    named.put(name, made);
    return made;
  }

  /** That of a name if it is here, else that of the others. */
  public T known(String name) {
    return named.getOrDefault(name, other);
  }

  /** That of all others together. */
  T others() {
    return other;
  }

  /** Each of them, that of all others too. */
  void each(Consumer<T> reader) {
    named.values().forEach(reader);
    reader.accept(other);
  }

  /** Adds all of that to this. */
  void add(FirstNames<T> that) {
    that.named.forEach((name, added) -> sum.accept(of(name), added));
    sum.accept(other, that.other);
  }

  /** By name, the others under {@link #OTHER}: a name that is called so is one of them. */
  public Map<String, T> all() {
    var all = new TreeMap<>(named);
    T others = fresh.get();
    sum.accept(others, other);
    T called = all.remove(OTHER);
    if (called != null) {
      sum.accept(others, called);
    }
    all.put(OTHER, others);
    return all;
  }

  void write(RowOutput out, BiConsumer<T, RowOutput> one) {
    out.number(named.size());
    named.forEach((name, its) -> {
      out.text(name);
      one.accept(its, out);
    });
    one.accept(other, out);
  }

  /** Takes in what {@link #write} wrote; nothing is here yet. */
  FirstNames<T> read(RowInput in, Function<RowInput, T> one) {
    for (long left = in.number(); left > 0; left--) {
      named.put(in.text(), one.apply(in));
    }
    sum.accept(other, one.apply(in));
    return this;
  }
}
