package entrepot.app.quickstart.rpm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a package is to be made of. The same description and key give the same bytes.
 *
 * @param arch {@code noarch}, {@code x86_64}, {@code aarch64}, …
 * @param requires names of what it needs, without versions
 * @param built the time of build and signature, and of each file; whole seconds count
 */
public record RpmPackageSpec(
    String name,
    String version,
    String release,
    String arch,
    String summary,
    List<Payload> files,
    List<String> requires,
    Instant built) {
  /** When a package was built that does not say so: the start of 2026. */
  public static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  public RpmPackageSpec {
    files = List.copyOf(files);
    requires = List.copyOf(requires);
  }

  /** Release 1 for every architecture, with no files yet. */
  public static RpmPackageSpec of(String name, String version) {
    return new RpmPackageSpec(
        name, version, "1", "noarch", "The package " + name, List.of(), List.of(), LONG_AGO);
  }

  /** The same as another release, such as {@code 1.fc42}. */
  public RpmPackageSpec release(String other) {
    return new RpmPackageSpec(name, version, other, arch, summary, files, requires, built);
  }

  /** The same for another architecture. */
  public RpmPackageSpec arch(String other) {
    return new RpmPackageSpec(name, version, release, other, summary, files, requires, built);
  }

  /** The same, described by one line. */
  public RpmPackageSpec summary(String line) {
    return new RpmPackageSpec(name, version, release, arch, line, files, requires, built);
  }

  /** The same, needing one thing more. */
  public RpmPackageSpec requires(String what) {
    return new RpmPackageSpec(
        name, version, release, arch, summary, files, and(requires, what), built);
  }

  /** The same, built at another time. */
  public RpmPackageSpec built(Instant at) {
    return new RpmPackageSpec(name, version, release, arch, summary, files, requires, at);
  }

  /** The same with one file more. */
  public RpmPackageSpec file(Payload file) {
    return new RpmPackageSpec(
        name, version, release, arch, summary, and(files, file), requires, built);
  }

  /**
   * The same with a file of incompressible bytes, decided by the seed and the package's name and
   * version; the package has about 2 KB more.
   */
  public RpmPackageSpec payloadBytes(int bytes, long seed) {
    long own = seed * 31 + nevra().hashCode();
    return file(new Payload.Noise("/usr/share/" + name + "/payload.bin", bytes, own));
  }

  /** {@code name-version-release.arch}. */
  public String nevra() {
    return name + "-" + version + "-" + release + "." + arch;
  }

  private static <T> List<T> and(List<T> items, T more) {
    List<T> all = new ArrayList<>(items);
    all.add(more);
    return all;
  }
}
