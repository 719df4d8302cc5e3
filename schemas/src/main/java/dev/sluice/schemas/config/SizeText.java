package dev.sluice.schemas.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes with its unit. A number alone is refused, as is a negative one. */
record SizeText(long min, long max) implements ConfigType<Long> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(B|KiB|MiB|GiB)");

  private record Unit(String suffix, long bytes) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("GiB", 1L << 30),
          new Unit("MiB", 1L << 20),
          new Unit("KiB", 1L << 10),
          new Unit("B", 1));

  @Override
  public String description() {
    return "size such as 900B, 64KiB, 5MiB, " + show(min) + " to " + show(max);
  }

  @Override
  public Long parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("must be a " + description());
    }
    long unit = UNITS.stream().filter(u -> u.suffix.equals(form.group(2))).findFirst().get().bytes;
    long number = Long.parseLong(form.group(1));
    if (number > max / unit || number * unit < min) {
      throw new IllegalArgumentException("must be a " + description());
    }
    return number * unit;
  }

  @Override
  public String show(Long value) {
    for (Unit unit : UNITS) {
      if (value != 0 && value % unit.bytes == 0) {
        return value / unit.bytes + unit.suffix;
      }
    }
    return "0B";
  }
}
