package entrepot.app.quickstart;

import java.nio.file.Path;
import java.util.Optional;

/** Clients of the tree {@code debian}: apt's mirror method, told its region by the list's URL. */
record AptClients(DebianSource source) implements ClientKind {
  @Override
  public String name() {
    return "apt";
  }

  @Override
  public String tree() {
    return "debian";
  }

  @Override
  public String packageName() {
    return "media-types";
  }

  @Override
  public Optional<String> obstacle() {
    return Tool.exists("apt-get")
        ? Optional.empty()
        : Optional.of("There is no apt-get here, so no apt client is run.");
  }

  @Override
  public ClientRoot in(String region, Path root, String steering) {
    String line =
        "deb [signed-by=%s] mirror+%s/mirrors/debian.txt?location=%s %s main"
            .formatted(source.keyring(), steering, region, source.suite());
    return AptRoot.create(root, line, source.architecture());
  }

  @Override
  public Optional<ClientRoot> inBucket(String bucket, Path root) {
    return Optional.empty();
  }
}
