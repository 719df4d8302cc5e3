package dev.sluice.cli.doctor;

import dev.sluice.results.text.Counted;
import java.util.List;

/** Whether this JVM can do the work. */
final class JavaCheck implements Check {

  private static final int OLDEST = 21;
  private static final long MIB = 1024 * 1024;
  private static final long SMALL_HEAP_MIB = 200;

  private final Runtime.Version version;
  private final long heapMib;
  private final int processors;

  JavaCheck(Runtime.Version version, long heapMib, int processors) {
    this.version = version;
    this.heapMib = heapMib;
    this.processors = processors;
  }

  /** This JVM. */
  static JavaCheck here() {
    Runtime here = Runtime.getRuntime();
    return new JavaCheck(Runtime.version(), here.maxMemory() / MIB, here.availableProcessors());
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Needs needs() {
    return Needs.NOTHING;
  }

  @Override
  public List<Finding> look(Site site) {
    String text =
        "Java %s, %s, heap up to %d MiB"
            .formatted(version, Counted.of(processors, "processor"), heapMib);
    if (version.feature() < OLDEST) {
      return List.of(
          Finding.fail(name(), text, "install a JDK " + OLDEST + " or newer and set JAVA_HOME"));
    }
    return List.of(
        heapMib < SMALL_HEAP_MIB
            ? Finding.warn(name(), text + " is little", "give more with SLUICE_JAVA_OPTS=-Xmx1g")
            : Finding.ok(name(), text));
  }
}
