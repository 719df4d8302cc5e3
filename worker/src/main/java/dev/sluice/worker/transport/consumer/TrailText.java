package dev.sluice.worker.transport.consumer;

import dev.sluice.worker.transport.consumer.Trail.HandedOut;
import dev.sluice.worker.transport.consumer.Trail.Stretch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A {@link Trail} as metadata of a commit: {@code sluice1:} and, in base 64, a varint for what is
 * replayed and two for each stretch. Brokers take 4,096 bytes of metadata unless they are
 * configured otherwise.
 */
final class TrailText {

  private static final String TAG = "sluice1:";
  private static final int MOST_CHARS = 3_990;
  private static final int MOST_BYTES = (MOST_CHARS - TAG.length()) / 4 * 3;
  private static final int STRETCH_BYTES = 12; // two varints of values that a stretch may have
  private static final int DONE = 1;
  private static final int LOST_SHIFT = 2;
  private static final int HANDED_OUT_MASK = 3;

  private TrailText() {}

  /**
   * The text. Of a trail that is too long the end is told in one stretch: all of it may be handed
   * out, and what of it is done runs again.
   */
  static String of(Trail trail) {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    varint(bytes, trail.replayed());
    List<Stretch> stretches = trail.stretches();
    long open = 0;
    for (int i = 0; i < stretches.size(); i++) {
      boolean last = i == stretches.size() - 1;
      if (bytes.remaining() < STRETCH_BYTES * (last ? 1 : 2)) {
        rest(stretches.subList(i, stretches.size()), Stretch.MOST_OPEN - open)
            .ifPresent(rest -> write(bytes, rest));
        break;
      }
      open += stretches.get(i).done() ? 0 : stretches.get(i).length();
      write(bytes, stretches.get(i));
    }
    byte[] written = new byte[bytes.flip().remaining()];
    bytes.get(written);
    return TAG + Base64.getUrlEncoder().withoutPadding().encodeToString(written);
  }

  /** One stretch up to the last that may be handed out; what was lost before is forgotten. */
  private static Optional<Stretch> rest(List<Stretch> stretches, long most) {
    long length = 0;
    long handedOut = 0;
    for (Stretch each : stretches) {
      length += each.length();
      handedOut = each.handedOut() == HandedOut.NO ? handedOut : length;
    }
    long told = Math.min(handedOut, most);
    return told <= 0 ? Optional.empty() : Optional.of(Stretch.open(told, HandedOut.MAYBE, 0));
  }

  private static void write(ByteBuffer bytes, Stretch stretch) {
    varint(bytes, stretch.length());
    varint(
        bytes,
        stretch.done() ? DONE : ((long) stretch.lost() << LOST_SHIFT) | code(stretch.handedOut()));
  }

  private static void varint(ByteBuffer bytes, long value) {
    long rest = value;
    while (rest > 0x7f) {
      bytes.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  /** Reads it; empty where somebody else wrote it, as a tool that resets offsets. */
  static Optional<Trail> read(String metadata) {
    if (!metadata.startsWith(TAG) || metadata.length() > 2 * MOST_CHARS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          trail(ByteBuffer.wrap(Base64.getUrlDecoder().decode(metadata.substring(TAG.length())))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Trail trail(ByteBuffer bytes) {
    long replayed = varint(bytes);
    List<Stretch> stretches = new ArrayList<>();
    long open = 0;
    while (bytes.hasRemaining()) {
      Stretch next = stretch(varint(bytes), varint(bytes));
      open += next.done() ? 0 : next.length();
      if (open > Stretch.MOST_OPEN) {
        throw new IllegalArgumentException("more than anybody hands out");
      }
      stretches.add(next);
    }
    return new Trail(replayed, stretches);
  }

  private static Stretch stretch(long length, long what) {
    if (what == DONE) {
      return Stretch.done(length);
    }
    long lost = what >>> LOST_SHIFT;
    if (lost > Stretch.MOST_LOST) {
      throw new IllegalArgumentException("no stretch: " + what);
    }
    return new Stretch(length, false, handedOut((int) what & HANDED_OUT_MASK), (int) lost);
  }

  private static int code(HandedOut handedOut) {
    return switch (handedOut) {
      case NO -> 0;
      case YES -> 2;
      case MAYBE -> 3;
    };
  }

  private static HandedOut handedOut(int code) {
    return switch (code) {
      case 0 -> HandedOut.NO;
      case 2 -> HandedOut.YES;
      case 3 -> HandedOut.MAYBE;
      default -> throw new IllegalArgumentException("no stretch");
    };
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      if (!bytes.hasRemaining()) {
        break;
      }
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("no number");
  }
}
