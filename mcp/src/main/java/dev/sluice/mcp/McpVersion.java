package dev.sluice.mcp;

import picocli.CommandLine.IVersionProvider;

/** The version of the server: what the jar's manifest says. */
final class McpVersion implements IVersionProvider {

  static String text() {
    String version = McpVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"sluice " + text()};
  }
}
