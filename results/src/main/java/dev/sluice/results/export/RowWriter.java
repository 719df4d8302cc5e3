package dev.sluice.results.export;

import java.io.Closeable;
import java.io.IOException;

/** Writes rows in one format. Closing ends the text and leaves the stream open. */
public interface RowWriter extends Closeable {

  void write(Row row) throws IOException;
}
