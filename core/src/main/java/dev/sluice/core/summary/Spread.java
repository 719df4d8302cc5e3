package dev.sluice.core.summary;

/** How durations are spread: of all tasks, and of those of each type. */
final class Spread {

  /** Rows of tallies up to this version know of no types. */
  private static final int WITHOUT_TYPES = 2;

  private static final int SUM_OF_TYPES = 0;
  private static final int BESIDE_TYPES = 1;

  final DurationTally all;
  final DurationsByType byType;

  Spread() {
    this(new DurationTally(), new DurationsByType());
  }

  private Spread(DurationTally all, DurationsByType byType) {
    this.all = all;
    this.byType = byType;
  }

  void add(String type, long micros) {
    all.add(micros);
    byType.add(type, micros);
  }

  void remove(String type, long micros) {
    all.remove(micros);
    byType.remove(type, micros);
  }

  void add(Spread other) {
    all.add(other.all);
    byType.add(other.byType);
  }

  /** What is the sum of the types is not written besides: that is most of the row. */
  void write(RowOutput out) {
    boolean sum = byType.count() == all.count();
    out.number(sum ? SUM_OF_TYPES : BESIDE_TYPES);
    byType.write(out);
    if (sum) {
      out.number(all.max());
    } else {
      all.write(out);
    }
  }

  static Spread read(RowInput in) {
    if (in.version() <= WITHOUT_TYPES) {
      return new Spread(DurationTally.read(in), new DurationsByType());
    }
    boolean sum = in.number() == SUM_OF_TYPES;
    DurationsByType byType = DurationsByType.read(in);
    DurationTally all = sum ? byType.sum().withLongest(in.number()) : DurationTally.read(in);
    return new Spread(all, byType);
  }
}
