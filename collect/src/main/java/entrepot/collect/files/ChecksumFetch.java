package entrepot.collect.files;

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

/** Fetches checksum files and their signatures. */
final class ChecksumFetch {
  /** A file with 100,000 names has 10 MB. */
  static final long MAX_CHECKSUMS = 32 << 20;

  /** They are in memory all at once. */
  static final long MAX_CHECKSUMS_IN_ALL = 64 << 20;

  static final long MAX_SIGNATURE = 1 << 20;

  /** Ubuntu's, GnuPG's own, Debian's. */
  static final List<String> SIGNATURES = List.of(".gpg", ".asc", ".sign");

  private final Upstream upstream;
  private final SourceAddress base;

  ChecksumFetch(Upstream upstream, SourceAddress base) {
    this.upstream = upstream;
    this.base = base;
  }

  /** One conditional request, if the upstream gives validators; empty: as it was. */
  Optional<FetchedFile> look(TreePath path, Remembered parent, long most) {
    return fetch(path, Math.min(most, MAX_CHECKSUMS), parent.validators(path));
  }

  /** The checksum file and its signature, as they are now. */
  ChecksumFile anew(TreePath path) {
    return signed(fetch(path, MAX_CHECKSUMS, Validators.NONE).orElseThrow());
  }

  /** The file with the signature that lies beside it, unless it is signed within. */
  ChecksumFile signed(FetchedFile file) {
    if (!Cleartext.is(file.content())) {
      for (String ending : SIGNATURES) {
        try {
          TreePath path = TreePath.of(file.path() + ending);
          return new ChecksumFile(file, fetch(path, MAX_SIGNATURE, Validators.NONE));
        } catch (UpstreamRefused e) {
          if (!e.absent()) {
            throw e;
          }
        }
      }
    }
    return new ChecksumFile(file, Optional.empty());
  }

  private Optional<FetchedFile> fetch(TreePath path, long limit, Validators known) {
    MemorySink sink = new MemorySink();
    Fetch fetch = Fetch.upTo(base.of(path.toString()), limit).unless(known);
    return switch (upstream.get(fetch, sink)) {
      case Fetched.NotModified _ -> Optional.empty();
      case Fetched.Body body ->
          Optional.of(new FetchedFile(path, sink.content(), body.validators()));
    };
  }
}
