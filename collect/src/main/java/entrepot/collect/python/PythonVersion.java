package entrepot.collect.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version as PEP 440 reads and orders it. Equal are those that compare as equal: {@code 1.0} and
 * {@code v1.0.0} are one version.
 */
public final class PythonVersion implements Comparable<PythonVersion> {
  /** The letter (a, b, rc) and the number of a pre-release. */
  record Pre(String letter, BigInteger number) {}

  private final BigInteger epoch;
  private final List<BigInteger> release;
  private final @Nullable Pre pre;
  private final @Nullable BigInteger post;
  private final @Nullable BigInteger dev;
  private final @Nullable String local;
  private final String text;

  PythonVersion(
      BigInteger epoch,
      List<BigInteger> release,
      @Nullable Pre pre,
      @Nullable BigInteger post,
      @Nullable BigInteger dev,
      @Nullable String local) {
    this.epoch = epoch;
    this.release = List.copyOf(release);
    this.pre = pre;
    this.post = post;
    this.dev = dev;
    this.local = local;
    this.text = VersionText.canonical(this);
  }

  /** The version that {@code text} spells in any of PEP 440's notations; throws Malformed. */
  public static PythonVersion of(String text) {
    return parse(text)
        .orElseThrow(() -> new Malformed("version", text, "PEP 440 does not allow it"));
  }

  /** The version that {@code text} spells in any of PEP 440's notations, if it spells one. */
  public static Optional<PythonVersion> parse(String text) {
    return VersionText.parse(text);
  }

  BigInteger epoch() {
    return epoch;
  }

  /** The numbers between the dots, as they were written: {@code 1.0} has two. */
  List<BigInteger> release() {
    return release;
  }

  Optional<Pre> pre() {
    return Optional.ofNullable(pre);
  }

  Optional<BigInteger> post() {
    return Optional.ofNullable(post);
  }

  Optional<BigInteger> dev() {
    return Optional.ofNullable(dev);
  }

  /** What follows a plus sign, in lower case with dots: the mark of somebody's own build. */
  public Optional<String> local() {
    return Optional.ofNullable(local);
  }

  /**
   * Whether it is an alpha, beta, candidate or development release: not chosen unless asked for.
   */
  public boolean isPreRelease() {
    return pre != null || dev != null;
  }

  /** Whether it is a development release. */
  public boolean isDevRelease() {
    return dev != null;
  }

  /** Whether it is a post-release. */
  public boolean isPostRelease() {
    return post != null;
  }

  /** Without its local part. */
  public PythonVersion withoutLocal() {
    return local == null ? this : new PythonVersion(epoch, release, pre, post, dev, null);
  }

  /** Epoch and release alone. */
  PythonVersion base() {
    return new PythonVersion(epoch, release, null, null, null, null);
  }

  /** A number of the release, 0 where it has fewer. */
  BigInteger releaseAt(int index) {
    return index < release.size() ? release.get(index) : BigInteger.ZERO;
  }

  @Override
  public int compareTo(PythonVersion other) {
    return VersionOrder.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PythonVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    int last = release.size();
    while (last > 1 && release.get(last - 1).signum() == 0) {
      last--;
    }
    return 31 * epoch.hashCode() + release.subList(0, last).hashCode();
  }

  /** The canonical notation, with as many numbers in the release as were written. */
  @Override
  public String toString() {
    return text;
  }
}
