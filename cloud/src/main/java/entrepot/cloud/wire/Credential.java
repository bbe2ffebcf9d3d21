package entrepot.cloud.wire;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.kit.listen.Request;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its signature, in a header or in its query.
 *
 * @param key the access key's id
 * @param scope day, region, service and {@code aws4_request}
 * @param headers the signed ones, in lower case
 * @param stamp when it was signed, as it stands in the request
 * @param valid how long after that
 * @param presigned whether it stands in the query
 */
record Credential(
    String key,
    List<String> scope,
    List<String> headers,
    String signature,
    String stamp,
    Duration valid,
    boolean presigned) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /** How far clocks may differ, and how long a request may be on its way. */
  static final Duration SKEW = Duration.ofMinutes(15);

  private static final long LONGEST = Duration.ofDays(7).toSeconds();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  Credential {
    scope = List.copyOf(scope);
    headers = List.copyOf(headers);
  }

  /** Reads it; throws {@link Ec2Failure}. */
  static Credential of(Request request, Parameters parameters) {
    Optional<String> header = request.header("Authorization");
    if (header.isPresent()) {
      return inHeader(header.get(), request.header("X-Amz-Date"));
    }
    if (parameters.query().containsKey("X-Amz-Algorithm")) {
      return inQuery(parameters.query());
    }
    if (parameters.one("SignatureVersion").isPresent() || parameters.one("Signature").isPresent()) {
      throw notSupported("Signature versions 0 to 2");
    }
    throw Ec2Failure.of(
        "MissingAuthenticationToken", 403, "Request is missing Authentication Token");
  }

  /** When it was signed; throws {@link Ec2Failure}. */
  Instant signed() {
    try {
      return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw incomplete("X-Amz-Date must be of the form 20260131T120000Z");
    }
  }

  private static Credential inHeader(String header, Optional<String> stamp) {
    int space = header.indexOf(' ');
    String algorithm = space < 0 ? header : header.substring(0, space);
    if (!algorithm.equals(ALGORITHM)) {
      throw notSupported("Signatures other than " + ALGORITHM);
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : header.substring(Math.max(space, 0)).split(",", 8)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    return of(
        parts.get("Credential"),
        parts.get("SignedHeaders"),
        parts.get("Signature"),
        stamp.orElse(null),
        SKEW,
        false);
  }

  private static Credential inQuery(Map<String, String> query) {
    if (!ALGORITHM.equals(query.get("X-Amz-Algorithm"))) {
      throw notSupported("Signatures other than " + ALGORITHM);
    }
    String expires = query.getOrDefault("X-Amz-Expires", "");
    long seconds = expires.matches("[0-9]{1,6}") ? Long.parseLong(expires) : 0;
    if (seconds < 1 || seconds > LONGEST) {
      throw incomplete("X-Amz-Expires must be a number of seconds up to " + LONGEST);
    }
    return of(
        query.get("X-Amz-Credential"),
        query.get("X-Amz-SignedHeaders"),
        query.get("X-Amz-Signature"),
        query.get("X-Amz-Date"),
        Duration.ofSeconds(seconds),
        true);
  }

  private static Credential of(
      @Nullable String credential,
      @Nullable String headers,
      @Nullable String signature,
      @Nullable String stamp,
      Duration valid,
      boolean presigned) {
    if (credential == null || headers == null || signature == null || stamp == null) {
      throw incomplete("it needs Credential, SignedHeaders, Signature and X-Amz-Date");
    }
    List<String> words = List.of(credential.split("/", 6));
    if (words.size() != 5 || !words.get(4).equals("aws4_request")) {
      throw incomplete("Credential must be of the form KEY/DAY/REGION/SERVICE/aws4_request");
    }
    if (!stamp.startsWith(words.get(1) + "T")) {
      throw incomplete("the day in Credential differs from that of X-Amz-Date");
    }
    List<String> names = List.of(headers.split(";", 64));
    if (!names.contains("host")
        || !(presigned || names.contains("x-amz-date"))
        || names.stream().anyMatch(name -> !name.matches("[a-z0-9._-]{1,128}"))) {
      throw incomplete("host and x-amz-date must be among SignedHeaders, in lower case");
    }
    return new Credential(
        words.get(0), words.subList(1, 5), names, signature, stamp, valid, presigned);
  }

  private static Ec2Failure incomplete(String what) {
    return Ec2Failure.of("IncompleteSignature", "The request's signature is not whole: " + what);
  }

  private static Ec2Failure notSupported(String what) {
    return Ec2Failure.of(
        "AuthFailure",
        401,
        what + " and X.509 certificates are not supported; sign with AWS4-HMAC-SHA256.");
  }
}
