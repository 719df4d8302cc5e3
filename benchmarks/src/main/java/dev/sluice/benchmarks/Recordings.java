package dev.sluice.benchmarks;

import dev.sluice.benchmarks.site.Jcmd;
import dev.sluice.benchmarks.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Flight recordings of the processes under a workload.
 *
 * @param folder null: nothing is recorded
 */
record Recordings(@Nullable Path folder) {

  /** Records while this is done. */
  <T> T during(String name, Site site, Supplier<T> work) {
    if (folder == null) {
      return work.get();
    }
    create(folder);
    site.pids().values().forEach(pid -> new Jcmd(pid).startRecording(name));
    T done = work.get();
    site.pids()
        .forEach((process, pid) ->
            new Jcmd(pid).stopRecording(name, folder.resolve(name + "-" + process + ".jfr")));
    return done;
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
