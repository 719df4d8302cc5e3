package dev.sluice.core.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The errors of a batch in groups. At most {@value #MOST_GROUPS} are kept, the first ones in the
 * order of fingerprints, so that the order of results makes no difference; the rest is only
 * counted.
 */
public final class ErrorGroups {

  static final int MOST_GROUPS = 200;

  /** Most groups that are shown by themselves. */
  public static final int MOST_SHOWN = 50;

  private static final Comparator<ErrorGroup> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(ErrorGroup::count).reversed().thenComparing(ErrorGroup::fingerprint);

  private final TreeMap<String, ErrorGroup> groups = new TreeMap<>();
  private long others;

  ErrorGroups() {}

  /** The most frequent groups, and a last one that counts all others. */
  List<ErrorGroup> shown() {
    var sorted = new ArrayList<>(groups.values());
    sorted.sort(MOST_FREQUENT_FIRST);
    int shown = Math.min(MOST_SHOWN, sorted.size());
    long rest = others;
    for (ErrorGroup hidden : sorted.subList(shown, sorted.size())) {
      rest += hidden.count();
    }
    var all = new ArrayList<>(sorted.subList(0, shown));
    if (rest > 0) {
      all.add(new ErrorGroup(ErrorGroup.OTHER, rest, ErrorGroup.OTHER, "", ""));
    }
    return List.copyOf(all);
  }

  /** These groups, as they were shown, and those. */
  public static List<ErrorGroup> merged(List<ErrorGroup> these, List<ErrorGroup> those) {
    var merged = new ErrorGroups();
    these.forEach(merged::addShown);
    those.forEach(merged::addShown);
    return merged.shown();
  }

  private void addShown(ErrorGroup group) {
    if (group.fingerprint().equals(ErrorGroup.OTHER)) {
      others += group.count();
    } else {
      add(group);
    }
  }

  void add(ErrorSample sample) {
    add(ErrorGroup.of(sample));
  }

  void remove(ErrorSample sample) {
    ErrorGroup group = groups.get(sample.fingerprint());
    if (group == null) {
      others = Math.max(0, others - 1);
    } else if (group.count() <= 1) {
      groups.remove(group.fingerprint());
    } else {
      groups.put(group.fingerprint(), group.withCount(group.count() - 1));
    }
  }

  void add(ErrorGroups that) {
    that.groups.values().forEach(this::add);
    others += that.others;
  }

  private void add(ErrorGroup added) {
    groups.merge(added.fingerprint(), added, ErrorGroup::plus);
    if (groups.size() > MOST_GROUPS) {
      others += groups.pollLastEntry().getValue().count();
    }
  }

  void write(RowOutput out) {
    out.number(groups.size());
    groups.values().forEach(group -> group.write(out));
    out.number(others);
  }

  static ErrorGroups read(RowInput in) {
    var read = new ErrorGroups();
    for (long left = in.number(); left > 0; left--) {
      ErrorGroup group = ErrorGroup.read(in);
      read.groups.put(group.fingerprint(), group);
    }
    read.others = in.number();
    return read;
  }
}
