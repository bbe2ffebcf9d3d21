package entrepot.collect.apt;

import entrepot.collect.SourceAddress;
import entrepot.kit.TreePath;
import entrepot.kit.http.Fetch;
import entrepot.kit.http.Fetched;
import entrepot.kit.http.MemorySink;
import entrepot.kit.http.Upstream;
import entrepot.kit.http.UpstreamRefused;
import entrepot.kit.http.Validators;
import java.util.List;
import java.util.Optional;

/**
 * Looks once at a suite's release file: InRelease, or Release with Release.gpg where there is none.
 * What it brings is the run's; nothing asks for the file again.
 */
final class SuiteFetch {
  /** Debian's has 200 KB. */
  private static final long MAX_RELEASE = 32 << 20;

  private static final long MAX_SIGNATURE = 1 << 20;

  /** What there was to see. */
  sealed interface Look {
    /** The upstream has what the parent has. */
    record Same(String suite) implements Look {}

    /** The suite is retired: what the parent has stays. */
    record Kept(String suite) implements Look {}

    /** The upstream has this; whether it differs from the parent's is to be compared. */
    record Found(String suite, List<SignedFile> files) implements Look {}
  }

  private final Upstream upstream;
  private final SourceAddress base;

  SuiteFetch(Upstream upstream, SourceAddress base) {
    this.upstream = upstream;
    this.base = base;
  }

  /** One conditional request, if the parent has the suite and the upstream gives validators. */
  Look look(String suite, Facts parent) {
    TreePath inRelease = TreePath.of("dists/" + suite + "/InRelease");
    TreePath release = TreePath.of("dists/" + suite + "/Release");
    if (parent.digest(release).isPresent() && parent.digest(inRelease).isEmpty()) {
      // The suite had no InRelease: the file it has is asked first, so that no change is one
      // request here too.
      Optional<SignedFile> changed = fetch(release, MAX_RELEASE, parent.validators(release));
      if (changed.isEmpty() || parent.digest(release).equals(changed.map(SignedFile::sha256))) {
        return new Look.Same(suite);
      }
    }
    try {
      return fetch(inRelease, MAX_RELEASE, parent.validators(inRelease))
          .<Look>map(file -> new Look.Found(suite, List.of(file)))
          .orElseGet(() -> new Look.Same(suite));
    } catch (UpstreamRefused e) {
      if (!e.absent()) {
        throw e;
      }
      return new Look.Found(suite, apart(suite));
    }
  }

  /** Release and its signature, as they are now. */
  List<SignedFile> apart(String suite) {
    TreePath release = TreePath.of("dists/" + suite + "/Release");
    TreePath signature = TreePath.of("dists/" + suite + "/Release.gpg");
    return List.of(
        fetch(release, MAX_RELEASE, Validators.NONE).orElseThrow(),
        fetch(signature, MAX_SIGNATURE, Validators.NONE).orElseThrow());
  }

  private Optional<SignedFile> fetch(TreePath path, long limit, Validators known) {
    MemorySink sink = new MemorySink();
    Fetch fetch = Fetch.upTo(base.of(path.toString()), limit).unless(known);
    return switch (upstream.get(fetch, sink)) {
      case Fetched.NotModified n -> Optional.empty();
      case Fetched.Body body ->
          Optional.of(new SignedFile(path, sink.content(), body.validators()));
    };
  }
}
