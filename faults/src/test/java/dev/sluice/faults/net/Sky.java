package dev.sluice.faults.net;

/** Where the weather is. Thread-safe. */
final class Sky {

  private Weather weather = Weather.FAIR;

  synchronized void change(Weather now) {
    weather = now;
    notifyAll();
  }

  synchronized Weather now() {
    return weather;
  }

  /** Waits until messages pass. */
  synchronized Weather awaitPassable() throws InterruptedException {
    while (weather.frozen()) {
      wait();
    }
    return weather;
  }
}
