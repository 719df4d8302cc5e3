package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals of this process. Shutdown hooks would not do: they can't tell Ctrl-C from a plain
 * request to stop, nor choose the exit code.
 */
final class ProcessSignals implements Signals {

  private static final List<String> WATCHED = List.of("INT", "TERM", "HUP");

  private final AtomicReference<Ending> ending = new AtomicReference<>(Signals::code);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Queue<Path> drafts = new ConcurrentLinkedQueue<>();

  private ProcessSignals() {}

  static ProcessSignals watched() {
    var signals = new ProcessSignals();
    WATCHED.forEach(signals::watch);
    return signals;
  }

  private void watch(String name) {
    try {
      var signal = new Signal(name);
      SignalHandler before = Signal.handle(signal, received -> received(received.getName()));
      if (SignalHandler.SIG_IGN.equals(before)) {
        Signal.handle(signal, before); // as under nohup
      }
    } catch (IllegalArgumentException e) {
      // the JVM keeps this signal for itself, or the system has none of the name
    }
  }

  private void received(String name) {
    int code = ended.compareAndSet(false, true) ? ending.get().end(name) : Signals.code(name);
    drafts.forEach(ProcessSignals::delete);
    Runtime.getRuntime().halt(code);
  }

  private static void delete(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // The process ends now; what is left is called .part and says so itself.
    }
  }

  @Override
  public void discard(Path draft) {
    drafts.add(draft);
  }

  @Override
  public void onSignal(Ending next) {
    ending.set(next);
  }

  @Override
  public boolean processEndsAfterCommand() {
    return true;
  }

  /** Ends the process, unless a signal is ending it already. */
  void end(int code) {
    if (ended.compareAndSet(false, true)) {
      // Everything was closed that anybody could miss; threads of the Kafka clients are not.
      Runtime.getRuntime().halt(code);
    }
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(code);
    }
  }
}
