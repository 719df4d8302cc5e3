package dev.sluice.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a file, or standard input for {@code -}, as UTF-8 text. */
final class SourceReader {

  static final String NOT_A_BATCH_FILE = "not YAML, JSON, JSONL or WfFormat";

  /** What a file is can be told from so much of it. */
  private static final int BEGIN = 64 * 1024;

  private static final int MAX_BYTES = 512 * 1024 * 1024;

  private final InputStream stdin;

  SourceReader(InputStream stdin) {
    this.stdin = stdin;
  }

  SourceText read(String file) throws IOException, FileRejectedException {
    if (file.equals("-")) {
      return text("stdin", null, bytes(stdin, "stdin"));
    }
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(file);
    }
    if (Files.isDirectory(path)) {
      throw new FileSystemException(file, null, "is a directory; name a batch file in it");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return text(file, path, bytes(in, file));
    }
  }

  private static byte[] bytes(InputStream in, String name)
      throws IOException, FileRejectedException {
    byte[] begin = in.readNBytes(BEGIN);
    refuseBinary(begin, name); // it may be huge
    byte[] rest = in.readNBytes(MAX_BYTES + 1 - begin.length);
    byte[] bytes = Arrays.copyOf(begin, begin.length + rest.length);
    System.arraycopy(rest, 0, bytes, begin.length, rest.length);
    if (bytes.length > MAX_BYTES) {
      throw new Problems(name)
          .fatal(At.START, "larger than " + MAX_BYTES + " bytes", "split it into several batches");
    }
    return bytes;
  }

  private static void refuseBinary(byte[] bytes, String name) throws FileRejectedException {
    String binary = binaryKind(bytes);
    if (binary != null) {
      throw new Problems(name)
          .fatal(
              At.START, NOT_A_BATCH_FILE + " (" + binary + ")", "give a batch file as plain text");
    }
  }

  private static SourceText text(String name, @Nullable Path path, byte[] bytes)
      throws FileRejectedException {
    var problems = new Problems(name);
    String text = decode(bytes, problems);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (text.isBlank()) {
      throw problems.fatal(At.START, "the file is empty", "write at least one task into it");
    }
    if (TableText.looksLike(name, text)) {
      throw problems.fatal(
          At.START,
          NOT_A_BATCH_FILE + " (a table of comma-separated values or the like)",
          "write each row as a line of JSON: {\"id\": \"a\", \"type\": \"noop\"}");
    }
    return new SourceText(name, path, text);
  }

  private static String decode(byte[] bytes, Problems problems) throws FileRejectedException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    try {
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw problems.fatal(
          placeOfBadByte(bytes), "not UTF-8 text (" + e.getMessage() + ")", "save it as UTF-8");
    }
  }

  private static At placeOfBadByte(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String before = out.flip().toString();
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - (before.lastIndexOf('\n') + 1) + 1;
    return result.isError() ? new At(line, column) : At.START;
  }

  private static @Nullable String binaryKind(byte[] bytes) {
    if (startsWith(bytes, 0x1f, 0x8b)) {
      return "gzip data";
    }
    if (startsWith(bytes, 'P', 'K', 3, 4)) {
      return "a zip archive or office document";
    }
    if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
      return "an office document";
    }
    if (startsWith(bytes, '%', 'P', 'D', 'F')) {
      return "a PDF document";
    }
    if (startsWith(bytes, 0x28, 0xb5, 0x2f, 0xfd)) {
      return "zstd data";
    }
    for (int i = 0; i < Math.min(bytes.length, 65_536); i++) {
      if (bytes[i] == 0) {
        return "binary data";
      }
    }
    return firstCharacter(bytes) == '<' ? "XML or HTML" : null;
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static int firstCharacter(byte[] bytes) {
    int start = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    for (int i = start; i < bytes.length; i++) {
      if (!Character.isWhitespace(bytes[i])) {
        return bytes[i];
      }
    }
    return -1;
  }
}
