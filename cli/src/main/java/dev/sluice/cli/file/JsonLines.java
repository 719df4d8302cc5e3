package dev.sluice.cli.file;

/** Tells JSONL from a JSON value that is spread over lines. */
final class JsonLines {

  private JsonLines() {}

  /**
   * Whether this is one JSON object a line: by its extension, or because the first line and the
   * second each hold an object, or because the only object is a task.
   */
  static boolean looksLike(SourceText source) {
    if (source.endsWith(".jsonl", ".ndjson")) {
      return true;
    }
    String[] lines = source.text().strip().split("\\R\\s*", 3);
    if (!complete(lines[0])) {
      return false;
    }
    return lines.length > 1
        ? lines[1].startsWith("{")
        : !lines[0].contains("\"tasks\"") && !lines[0].contains("\"workflow\"");
  }

  private static boolean complete(String line) {
    if (!line.startsWith("{") || !line.stripTrailing().endsWith("}")) {
      return false;
    }
    try {
      return new JsonTree(new Problems(""), 1).read(line) instanceof Node.Mapping;
    } catch (FileRejectedException e) {
      return false;
    }
  }
}
