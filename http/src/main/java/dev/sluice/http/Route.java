package dev.sluice.http;

import dev.sluice.http.security.Role;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One line of the table of routes.
 *
 * @param role that a token needs
 * @param kind what is asked of the request beside it
 */
record Route(HandlerType method, String path, Role role, Kind kind, Handler handler) {

  /** What kinds of routes there are. */
  enum Kind {
    /** needs no token */
    OPEN,
    /** looks */
    READ,
    /** looks at the batches of all schedulers */
    LIST,
    /** looks for long, and may not be opened by pages of other sites */
    STREAM,
    /** changes something */
    CHANGE
  }

  static Route open(String path, Handler handler) {
    return new Route(HandlerType.GET, path, Role.READER, Kind.OPEN, handler);
  }

  static Route read(String path, Handler handler) {
    return new Route(HandlerType.GET, path, Role.READER, Kind.READ, handler);
  }

  static Route list(String path, Handler handler) {
    return new Route(HandlerType.GET, path, Role.READER, Kind.LIST, handler);
  }

  static Route stream(String path, Handler handler) {
    return new Route(HandlerType.GET, path, Role.READER, Kind.STREAM, handler);
  }

  /** A question that is too long for a path. */
  static Route ask(String path, Handler handler) {
    return new Route(HandlerType.POST, path, Role.READER, Kind.STREAM, handler);
  }

  static Route change(Role role, String path, Handler handler) {
    return new Route(HandlerType.POST, path, role, Kind.CHANGE, handler);
  }

  static Route delete(Role role, String path, Handler handler) {
    return new Route(HandlerType.DELETE, path, role, Kind.CHANGE, handler);
  }
}
