package entrepot.collect;

import entrepot.kit.Digest;
import entrepot.kit.http.BodySink;
import entrepot.store.backend.Staging;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hashes the bytes on their way into the store, and compares at their end. */
public final class VerifyingSink implements BodySink {
  /** A digest that should have come, and the one that came. */
  public record Mismatch(Digest expected, Digest found) {}

  private record Check(Digest expected, MessageDigest hash) {
    Mismatch end() {
      return new Mismatch(expected, Digest.of(expected.algorithm(), hash.digest()));
    }
  }

  private final Staging staging;
  private final MessageDigest own = Digest.Algorithm.SHA256.hash();
  private final List<Check> further = new ArrayList<>();
  private final List<Digest> expected;

  /** Writes into {@code staging} what should have all these digests. */
  public VerifyingSink(Staging staging, List<Digest> expected) {
    this.staging = staging;
    this.expected = expected;
    for (Digest digest : expected) {
      if (digest.algorithm() != Digest.Algorithm.SHA256) {
        further.add(new Check(digest, digest.algorithm().hash()));
      }
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    own.update(bytes, offset, length);
    further.forEach(check -> check.hash.update(bytes, offset, length));
    staging.write(bytes, offset, length);
  }

  @Override
  public void restart() {
    own.reset();
    further.forEach(check -> check.hash.reset());
    staging.restart();
  }

  /** The sha256 of what came; ends the hashing. */
  public Digest sha256() {
    return Digest.of(Digest.Algorithm.SHA256, own.digest());
  }

  /** The first expected digest that the bytes do not have; ends the hashing. */
  public Optional<Mismatch> mismatch(Digest sha256) {
    return java.util.stream.Stream.concat(
            expected.stream()
                .filter(d -> d.algorithm() == Digest.Algorithm.SHA256)
                .map(d -> new Mismatch(d, sha256)),
            further.stream().map(Check::end))
        .filter(m -> !m.expected.equals(m.found))
        .findFirst();
  }
}
