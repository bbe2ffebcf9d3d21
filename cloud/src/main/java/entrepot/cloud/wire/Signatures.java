package entrepot.cloud.wire;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.kit.listen.Request;
import entrepot.kit.listen.Target;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies signatures of version 4, as AWS documents them, over the credential scope that the
 * client chose. A request is good for 15 minutes, a presigned one for as long as it says.
 */
public final class Signatures {
  private static final String HMAC = "HmacSHA256";
  private static final String CONTENT = "x-amz-content-sha256";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private final Accounts accounts;
  private final InstantSource clock;

  /** A verifier of these accounts' signatures. */
  public Signatures(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Who signed a request whose body is no form; throws {@link Ec2Failure}. A PUT may leave its body
   * out of the signature, if it signs that it does so and the body's checksum, {@code
   * x-amz-checksum}: whoever acts on it must hold the body against that.
   */
  public Account signer(Request request) {
    return signer(request, Parameters.ofQuery(request), true);
  }

  Account signer(Request request, Parameters parameters) {
    return signer(request, parameters, false);
  }

  private Account signer(Request request, Parameters parameters, boolean checksums) {
    Credential credential = Credential.of(request, parameters);
    Account account =
        accounts
            .of(credential.key())
            .orElseThrow(() ->
                Ec2Failure.of(
                    "AuthFailure",
                    401,
                    "AWS was not able to validate the provided access credentials"));
    byte[] expected =
        signature(
            account.secret(), credential, canonical(request, parameters, credential, checksums));
    byte[] given = credential.signature().getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given)) {
      throw Ec2Failure.of(
          "SignatureDoesNotMatch",
          403,
          "The request signature we calculated does not match the signature you provided. Check"
              + " your secret access key and signing method.");
    }
    fresh(credential);
    return account;
  }

  private void fresh(Credential credential) {
    Instant now = clock.instant();
    Instant signed = credential.signed();
    if (signed.isAfter(now.plus(Credential.SKEW))) {
      throw Ec2Failure.of(
          "RequestTimeTooSkewed",
          403,
          "The difference between the request time and the current time is too large.");
    }
    if (signed.plus(credential.valid()).isBefore(now)) {
      throw Ec2Failure.of("RequestExpired", "Request has expired.");
    }
  }

  private static byte[] signature(String secret, Credential credential, String canonical) {
    try {
      byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
      for (String part : credential.scope()) {
        key = hmac(key, part);
      }
      String toSign =
          String.join(
              "\n",
              Credential.ALGORITHM,
              credential.stamp(),
              String.join("/", credential.scope()),
              sha256(canonical.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(hmac(key, toSign)).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC and SHA-256", e);
    }
  }

  private static String canonical(
      Request request, Parameters parameters, Credential credential, boolean checksums) {
    String path = request.rawPath().isEmpty() ? "/" : request.rawPath();
    String query =
        parameters.query().entrySet().stream()
            .filter(one -> !(credential.presigned() && one.getKey().equals("X-Amz-Signature")))
            .map(one ->
                Map.entry(Target.encodePart(one.getKey()), Target.encodePart(one.getValue())))
            .sorted(
                Map.Entry.<String, String>comparingByKey()
                    .thenComparing(Map.Entry.comparingByValue()))
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining("&"));
    String headers =
        credential.headers().stream()
            .map(name -> name + ":" + values(request, name) + "\n")
            .collect(Collectors.joining());
    try {
      return String.join(
          "\n",
          request.method(),
          Stream.of(path.split("/", -1)).map(Target::encodePart).collect(Collectors.joining("/")),
          query,
          headers,
          String.join(";", credential.headers()),
          checksums && byChecksum(request, credential) ? UNSIGNED : sha256(request.body()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static boolean byChecksum(Request request, Credential credential) {
    return request.method().equals("PUT")
        && request.header(CONTENT).equals(Optional.of(UNSIGNED))
        && credential.headers().containsAll(List.of(CONTENT, "x-amz-checksum"));
  }

  private static String values(Request request, String name) {
    return request.headers().getAll(name).stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    mac.init(new SecretKeySpec(key, HMAC));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
