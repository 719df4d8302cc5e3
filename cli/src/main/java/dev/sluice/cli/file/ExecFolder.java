package dev.sluice.cli.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says for an {@code exec} task in which folder it runs: its {@code dir}, seen from the file's. */
final class ExecFolder {

  private static final String DIR = "dir";

  private ExecFolder() {}

  /** The same parameters with an absolute {@code dir}. */
  static Node.Mapping placed(Node.Mapping params, Path folder) {
    List<Node.Entry> entries = new ArrayList<>();
    String dir = "";
    for (Node.Entry entry : params.entries()) {
      if (entry.key().equals(DIR) && entry.value() instanceof Node.Scalar scalar) {
        dir = scalar.text();
      } else {
        entries.add(entry);
      }
    }
    String absolute = folder.resolve(dir).normalize().toString();
    entries.add(
        new Node.Entry(
            params.at(), DIR, new Node.Scalar(params.at(), absolute, Node.Reading.TEXT)));
    return new Node.Mapping(params.at(), entries);
  }
}
