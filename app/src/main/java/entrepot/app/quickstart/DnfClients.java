package entrepot.app.quickstart;

import java.nio.file.Path;
import java.util.Optional;

/** Clients of the tree {@code rpm}: dnf, told its region by its own variable. */
record DnfClients(Path keyring) implements ClientKind {
  /** What dnf asks mirror lists for, as the configuration names it. */
  static final String REPOSITORY = "sample";

  @Override
  public String name() {
    return "dnf";
  }

  @Override
  public String tree() {
    return "rpm";
  }

  @Override
  public String packageName() {
    return SampleUpstream.PACKAGE;
  }

  @Override
  public Optional<String> obstacle() {
    if (!Tool.exists("dnf")) {
      return Optional.of("There is no dnf here, so no dnf client is run.");
    }
    return Tool.asRoot()
        ? Optional.empty()
        : Optional.of("dnf installs for root only, so no dnf client is run.");
  }

  @Override
  public ClientRoot in(String region, Path root, String steering) {
    String list =
        "mirrorlist=%s/mirrorlist?repo=%s&arch=$basearch&location=$location"
            .formatted(steering, REPOSITORY);
    return DnfRoot.create(root, list, keyring, region);
  }

  @Override
  public Optional<ClientRoot> inBucket(String bucket, Path root) {
    String source = "baseurl=%s/%s/%s".formatted(bucket, tree(), REPOSITORY);
    return Optional.of(
        DnfRoot.create(root, source, keyring, QuickstartConfiguration.BUCKET_REGION));
  }
}
