package entrepot.collect.rpm;

import entrepot.kit.http.Fetch;
import entrepot.kit.http.Fetched;
import entrepot.kit.http.MemorySink;
import entrepot.kit.http.Upstream;
import entrepot.kit.http.UpstreamRefused;
import entrepot.kit.http.Validators;
import java.util.Optional;

/** Fetches repomd.xml and what lies beside it, from one mirror. */
final class EntryFiles {
  static final String REPOMD = "repodata/repomd.xml";
  static final String SIGNATURE = REPOMD + ".asc";
  static final String KEY = REPOMD + ".key";

  /** Fedora's has 6 KB. */
  private static final long MOST_REPOMD = 8 << 20;

  private static final long MOST_BESIDE = 1 << 20;

  private final Upstream upstream;

  EntryFiles(Upstream upstream) {
    this.upstream = upstream;
  }

  /** Empty when it is still the one of the validators. */
  Optional<EntryFile> repomd(RpmRepository repository, Mirror mirror, Validators known) {
    return fetch(repository, mirror, REPOMD, MOST_REPOMD, known);
  }

  /** The signature or the key; empty when there is none. */
  Optional<EntryFile> beside(RpmRepository repository, Mirror mirror, String file) {
    try {
      return fetch(repository, mirror, file, MOST_BESIDE, Validators.NONE);
    } catch (UpstreamRefused e) {
      // Buckets that may not be listed answer 403 for what is not there.
      if (e.absent() || e.status() == 403) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<EntryFile> fetch(
      RpmRepository repository, Mirror mirror, String file, long limit, Validators known) {
    MemorySink sink = new MemorySink();
    Fetch fetch = Fetch.upTo(mirror.of(file), limit).unless(known);
    return switch (upstream.get(fetch, sink)) {
      case Fetched.NotModified n -> Optional.empty();
      case Fetched.Body body ->
          Optional.of(
              new EntryFile(
                  repository.at(file), sink.content(), body.validators(), mirror.shown()));
    };
  }
}
