package dev.sluice.http;

import dev.sluice.http.page.QueryText;
import dev.sluice.http.problem.BrokenBodies;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.route.OwnerRouting;
import dev.sluice.http.route.WholeList;
import dev.sluice.http.security.Access;
import dev.sluice.http.security.SecurityHeaders;
import dev.sluice.http.security.SiteRules;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What every request passes before its route answers it.
 *
 * @param mostBytes of a body, checked before it comes where it says how long it is
 */
record Gate(SiteRules sites, Access access, OwnerRouting owners, WholeList lists, long mostBytes) {

  private static final String OVERRIDE = "X-HTTP-Method-Override";
  private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");

  /** What holds for requests of no route as well. */
  void enter(Context request) {
    SecurityHeaders.ALL.forEach(request::header);
    sites.checkHost(request);
    if (request.header(OVERRIDE) != null) { // Javalin would obey it
      throw Problem.of(ProblemCode.MALFORMED_REQUEST, "send the method itself, not " + OVERRIDE)
          .exception();
    }
    if (DOTS.matcher(request.req().getRequestURI()).find()) { // Javalin would take them for names
      throw Problem.of(ProblemCode.ROUTE_NOT_FOUND, "no path here goes through . or ..")
          .exception();
    }
    QueryText.check(request.queryString());
    if (request.req().getContentLengthLong() > mostBytes) {
      throw Problem.of(ProblemCode.TOO_LARGE, "the body is larger than " + mostBytes + " bytes")
          .exception();
    }
  }

  /** The route behind its checks. */
  Handler guard(Route route) {
    boolean changes = route.kind() == Route.Kind.CHANGE;
    return request -> {
      if (changes || route.kind() == Route.Kind.STREAM) {
        sites.checkOrigin(request);
      }
      if (route.kind() != Route.Kind.OPEN) {
        access.check(request, route.role(), changes);
      }
      if (route.method().equals(HandlerType.POST)) {
        SiteRules.checkContentType(request);
      }
      try {
        answer(route, request);
      } catch (IOException e) {
        throw BrokenBodies.problem(e);
      }
    };
  }

  private void answer(Route route, Context request) throws Exception {
    if (route.kind() == Route.Kind.LIST) {
      lists.answer(request, route.handler());
    } else {
      owners.answer(request, route.handler());
    }
  }
}
