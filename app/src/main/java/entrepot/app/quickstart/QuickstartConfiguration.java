package entrepot.app.quickstart;

import entrepot.app.quickstart.pypi.SampleIndex;
import entrepot.app.quickstart.s3.SampleBucket;
import entrepot.app.quickstart.tls.TestAuthority;
import entrepot.kit.tls.PemFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Writes the configuration that the quickstart runs on; a person may go on from it. */
final class QuickstartConfiguration {
  static final String ADVICE =
      """

      This machine's apt has no http source signed by Debian's keyring, so the quickstart mirrors
      no apt archive by itself. To have one, write an entrepot.yaml and run 'bin/entrepot up':

        state: ./entrepot-state
        trees:
          ubuntu:
            kind: apt
            policy: on-demand
            source: http://archive.ubuntu.com/ubuntu
            suites: [noble]
            components: [main]
            architectures: [amd64]
            keyring: /usr/share/keyrings/ubuntu-archive-keyring.gpg
            release: automatic
        regions:
          north: {listen: "127.0.0.1:8081"}
          south: {listen: "127.0.0.1:8082"}
        steering: {listen: "127.0.0.1:8080"}

      then 'bin/entrepot sync ubuntu', and point apt at
        mirror+http://127.0.0.1:8080/mirrors/ubuntu.txt?location=north

      """;

  /** The name of the tree that is a Python index. */
  static final String PYPI = "pypi";

  /** The region that is a bucket. */
  static final String BUCKET_REGION = "west";

  private static final List<String> REGIONS = List.of("north", "south");

  /** An address each: apt gives up on an address, not on a port, when a connection is refused. */
  private static final List<String> ADDRESSES =
      System.getProperty("os.name").equals("Linux")
          ? List.of("127.0.0.2", "127.0.0.3")
          : List.of("127.0.0.1", "127.0.0.1");

  /** Where the bucket answers; see above. */
  static final String BUCKET_ADDRESS =
      ADDRESSES.getLast().equals("127.0.0.3") ? "127.0.0.4" : "127.0.0.1";

  /** What the edges' certificate must be good for. */
  static final List<String> HOSTS = List.of("localhost", "127.0.0.1", "127.0.0.2", "127.0.0.3");

  private QuickstartConfiguration() {}

  /** Writes {@code entrepot.yaml} into the folder and answers its path. */
  static Path write(Path folder, Samples samples, Optional<DebianSource> debian) {
    // The machine trusts its apt source already, and company mirrors have private addresses.
    String yaml =
        """
        # Written by 'entrepot quickstart'
        state: state
        trees:
        %s%s%sregions:
        %s%ssteering: {listen: "127.0.0.1:0"}
        upstream: {allow-private: true}
        """
            .formatted(
                rpm(samples.rpm()),
                pypi(samples.pypi()),
                debian.map(QuickstartConfiguration::apt).orElse(""),
                regions(folder, samples.authority()),
                bucket(folder, samples.bucket()));
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve("entrepot.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rpm(SampleUpstream sample) {
    return """
      # Made and served by the quickstart itself
      rpm:
        kind: rpm
        policy: on-demand
        repositories:
          %s:
            arch: %s
            source: %s
            keyring: %s
        release: automatic
    """
        .formatted(DnfClients.REPOSITORY, Architecture.rpm(), sample.url(), sample.keyring());
  }

  private static String apt(DebianSource source) {
    return """
      # From %s
      debian:
        kind: apt
        policy: on-demand
        source: %s
        suites: [%s]
        components: [main]
        architectures: [%s]
        keyring: %s
        release: automatic
        # Not %s: what is in a bucket is there whole, and this would be all of Debian.
        regions: %s
    """
        .formatted(
            source.file(),
            source.uri(),
            source.suite(),
            source.architecture(),
            source.keyring(),
            BUCKET_REGION,
            REGIONS);
  }

  private static String pypi(SampleIndex index) {
    return """
      # So is this one
      %s:
        kind: pypi
        policy: on-demand
        source: %s
        projects: {all: true}
        release: automatic
    """
        .formatted(PYPI, index.url());
  }

  private static String regions(Path folder, TestAuthority authority) {
    StringJoiner regions = new StringJoiner("");
    PemFiles server = authority.server(HOSTS, Instant.now());
    for (int i = 0; i < REGIONS.size(); i++) {
      String address = ADDRESSES.get(i);
      // Beside plain HTTP, which apt and dnf can do with: what they install is signed.
      regions.add(
          """
            %s:
              listen: "%s:0"
              tls: {listen: "%s:0", certificate: %s, key: %s}
          """
              .formatted(
                  REGIONS.get(i),
                  address,
                  address,
                  folder.relativize(server.certificate()),
                  folder.relativize(server.key())));
    }
    return regions.toString();
  }

  private static String bucket(Path folder, SampleBucket bucket) {
    return """
      # No edge: clients read the objects themselves
      %s:
        bucket:
          name: %s
          region: local
          endpoint: %s
          credentials: {access-key-file: %s, secret-key-file: %s}
    """
        .formatted(
            BUCKET_REGION,
            SampleBucket.NAME,
            bucket.endpoint(),
            folder.relativize(bucket.accessKey()),
            folder.relativize(bucket.secretKey()));
  }
}
