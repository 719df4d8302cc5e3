package dev.sluice.core.ledger.row;

/** Every row starts with the version of its layout, so that a later one can read an earlier one. */
final class Versions {

  private Versions() {}

  static RowReader expect(int version, byte[] bytes) {
    RowReader row = new RowReader(bytes);
    int found = row.tag();
    if (found != version) {
      throw new IllegalStateException(
          "ledger row has layout "
              + found
              + ", this version of Sluice reads "
              + version
              + "; run the version that wrote it");
    }
    return row;
  }
}
