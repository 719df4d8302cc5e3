package dev.sluice.faults.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One direction of a connection: messages go in when they are read and come out when the weather
 * lets them, in order. One that is on its way does not hold up the time of the next.
 */
final class Lane {

  private final DataInputStream in;
  private final DataOutputStream out;
  private final Predicate<byte[]> lost;
  private final BlockingQueue<Parcel> underWay = new LinkedBlockingQueue<>();
  private long busyUntil = System.nanoTime();

  private record Parcel(byte[] message, long arrival) {}

  /**
   * @param lost told of each message; true breaks the connection in its place
   */
  Lane(DataInputStream in, DataOutputStream out, Predicate<byte[]> lost) {
    this.in = in;
    this.out = out;
    this.lost = lost;
  }

  /** Takes messages in until one is lost or the connection ends. */
  void read(Sky sky) throws IOException, InterruptedException {
    while (true) {
      byte[] message = new byte[in.readInt()];
      in.readFully(message);
      Weather weather = sky.awaitPassable();
      if (lost.test(message)) {
        return;
      }
      busyUntil =
          Math.max(busyUntil, System.nanoTime()) + weather.transfer(message.length).toNanos();
      underWay.add(new Parcel(message, busyUntil + weather.delay().toNanos()));
    }
  }

  /** Hands messages on until the connection ends. */
  void deliver(Sky sky) throws IOException, InterruptedException {
    while (true) {
      Parcel parcel = underWay.take();
      TimeUnit.NANOSECONDS.sleep(parcel.arrival() - System.nanoTime());
      sky.awaitPassable();
      ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + parcel.message().length);
      framed.putInt(parcel.message().length).put(parcel.message());
      out.write(framed.array());
      out.flush();
    }
  }
}
