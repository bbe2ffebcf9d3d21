package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.store.s3.Bucket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds two groups whose objects would lie among each other's. */
final class BucketOwners {
  private final Map<Bucket, String> owners = new LinkedHashMap<>();

  /** Notes whose that is; reports it where another has it, a part of it, or more of it. */
  void unique(Section group, Bucket bucket, String owner) {
    owners.forEach((other, its) -> {
      if (other.name().equals(bucket.name())
          && other.endpoint().equals(bucket.endpoint())
          && (other.prefix().startsWith(bucket.prefix())
              || bucket.prefix().startsWith(other.prefix()))) {
        group.error("%s belongs to %s".formatted(other, its), "choose another bucket or prefix");
      }
    });
    owners.put(bucket, owner);
  }
}
