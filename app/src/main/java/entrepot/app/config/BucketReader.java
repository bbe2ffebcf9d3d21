package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import entrepot.store.s3.Bucket;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Reads a group {@code bucket}. */
final class BucketReader {
  private static final int USUAL_PARALLEL = 32;

  private BucketReader() {}

  /**
   * The bucket of that group.
   *
   * @param usualRegion where the group names none
   */
  static BucketConfiguration read(Section group, String usualRegion) {
    return new BucketConfiguration(
        bucket(group, usualRegion),
        group.section("credentials").map(BucketReader::credentials).orElse(USUAL),
        group.texts("vpc-endpoints").orElse(List.of()),
        group.number("parallel").orElse(USUAL_PARALLEL));
  }

  private static final BucketCredentials USUAL = new BucketCredentials.Usual();

  private static Bucket bucket(Section group, String usualRegion) {
    String name = group.text("name").orElse("");
    String prefix = group.text("prefix").orElse("");
    String region = group.text("region").orElse(usualRegion);
    Optional<URI> endpoint = group.value("endpoint").flatMap(Addresses::url);
    try {
      return new Bucket(name, prefix, region, endpoint);
    } catch (IllegalArgumentException _) {
      // The schema has refused the name or the prefix already; this stands in until then.
      return new Bucket("not-given", "", region, endpoint);
    }
  }

  static BucketCredentials credentials(Section group) {
    Optional<Value> profile = group.value("profile");
    Optional<Pair> files = pair(group, "access-key-file", "secret-key-file");
    Optional<Pair> variables = pair(group, "access-key-env", "secret-key-env");
    long ways = profile.stream().count() + files.stream().count() + variables.stream().count();
    if (ways > 1) {
      group.error("names more than one place for the key", "keep a profile, files or variables");
    }
    files.ifPresent(pair -> readable(pair.id(), pair.secret()));
    return profile
        .<BucketCredentials>map(value -> new BucketCredentials.Profile(value.text()))
        .or(() -> files.map(p -> new BucketCredentials.InFiles(p.id().path(), p.secret().path())))
        .or(() ->
            variables.map(
                p -> new BucketCredentials.InEnvironment(p.id().text(), p.secret().text())))
        .orElse(USUAL);
  }

  private record Pair(Value id, Value secret) {}

  private static Optional<Pair> pair(Section group, String idKey, String secretKey) {
    Optional<Value> id = group.value(idKey);
    Optional<Value> secret = group.value(secretKey);
    if (id.isPresent() != secret.isPresent()) {
      String missing = id.isPresent() ? secretKey : idKey;
      group.error("'%s' is missing".formatted(missing), "add it: a key has an id and a secret");
    }
    return id.flatMap(i -> secret.map(s -> new Pair(i, s)));
  }

  private static void readable(Value... files) {
    for (Value file : files) {
      if (!Files.isReadable(file.path())) {
        file.warning(
            "'%s' cannot be read".formatted(file.path()),
            "write the key into it, readable for Entrepot's user alone");
      }
    }
  }
}
