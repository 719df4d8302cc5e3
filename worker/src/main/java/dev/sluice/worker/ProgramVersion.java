package dev.sluice.worker;

/** Which Sluice this is, as its jar says. */
final class ProgramVersion {

  private ProgramVersion() {}

  /** The version; empty where the classes are in no jar that says it. */
  static String text() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
