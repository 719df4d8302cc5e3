package dev.sluice.http.security;

import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in by its bearer token and its role.
 *
 * @param tokens null: everybody who reaches the address may do everything
 * @param readOnly whether what changes anything is refused, whoever asks
 */
public record Access(@Nullable TokenFile tokens, boolean readOnly) {

  private static final String SCHEME = "Bearer ";
  private static final String CHALLENGE = "Bearer realm=\"sluice\"";

  /**
   * Ends a request that may not be answered.
   *
   * @param changes whether it changes anything
   */
  public void check(Context request, Role needed, boolean changes) {
    if (tokens != null) {
      Token token = token(request, tokens);
      if (!token.role().allows(needed)) {
        throw Problem.of(
                ProblemCode.FORBIDDEN,
                "token "
                    + token.name()
                    + " is of a "
                    + token.role().word()
                    + ", this needs the role "
                    + needed.word())
            .exception();
      }
    }
    if (changes && readOnly) {
      throw Problem.of(
              ProblemCode.READ_ONLY, "it was started with sluice.http.read-only; ask another one")
          .exception();
    }
  }

  private static Token token(Context request, TokenFile tokens) {
    String header = request.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw unauthenticated("send Authorization: Bearer TOKEN; sluice token makes one");
    }
    Optional<Token> found = tokens.find(header.substring(SCHEME.length()).strip());
    return Objects.requireNonNull(
        found.orElseThrow(() -> unauthenticated("the token is not known here")));
  }

  private static RuntimeException unauthenticated(String detail) {
    return Problem.of(ProblemCode.UNAUTHENTICATED, detail)
        .withHeader("WWW-Authenticate", CHALLENGE)
        .exception();
  }
}
