package entrepot.collect.apt;

import entrepot.collect.BlobFetch;
import entrepot.collect.SourceAddress;
import entrepot.collect.compress.Compression;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.http.UpstreamRefused;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings one index into the store, if it is not there already. */
final class IndexFetch {
  private final BlobFetch blobs;
  private final Backend backend;
  private final SourceAddress base;
  private final Progress progress;

  IndexFetch(BlobFetch blobs, Backend backend, SourceAddress base, Progress progress) {
    this.blobs = blobs;
    this.backend = backend;
    this.base = base;
    this.progress = progress;
  }

  /** Empty when the upstream serves no compression of an index that can be done without. */
  Optional<FetchedIndex> fetch(Suite suite, Wanted wanted) {
    @Nullable UpstreamRefused absent = null;
    for (Map.Entry<Compression, ListedFile> listed : wanted.listed().entrySet()) {
      try {
        Digest sha256 = fetch(suite, listed.getValue());
        return Optional.of(
            new FetchedIndex(suite, wanted, listed.getKey(), listed.getValue(), sha256));
      } catch (UpstreamRefused e) {
        if (!e.absent()) {
          throw e;
        }
        absent = e;
      }
    }
    if (wanted.required()) {
      throw new IndexUnavailable(
          suite.name(), wanted.path(), "the upstream serves none of its listed forms", absent);
    }
    progress.note(
        "%s/%s is listed, but not served: left out".formatted(suite.folder(), wanted.path()));
    return Optional.empty();
  }

  private Digest fetch(Suite suite, ListedFile file) {
    Optional<Digest> held = file.sha256().filter(this::holds);
    if (held.isPresent()) {
      return held.get();
    }
    progress.expect(1, file.size());
    @Nullable UpstreamRefused absent = null;
    for (String path : places(suite, file)) {
      try {
        Digest sha256 = blobs.fetch(base.of(path), path, file.size(), file.digests());
        progress.done(1, file.size());
        return sha256;
      } catch (UpstreamRefused e) {
        if (!e.absent()) {
          throw e;
        }
        absent = e;
      }
    }
    progress.expect(-1, -file.size());
    throw java.util.Objects.requireNonNull(absent);
  }

  private boolean holds(Digest sha256) {
    return backend.stat(Key.blob(sha256)).isPresent();
  }

  /** By digest first: that name cannot mean another file, however the upstream changes. */
  private static List<String> places(Suite suite, ListedFile file) {
    List<String> places = new ArrayList<>();
    if (suite.release().byHash()) {
      places.add(byHash(suite, file, file.digests().getFirst()));
    }
    places.add(suite.folder() + "/" + file.path());
    return places;
  }

  /** Where clients look for it by digest. */
  static String byHash(Suite suite, ListedFile file, Digest digest) {
    String path = file.path().toString();
    String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : "";
    String algorithm = digest.algorithm().name().toUpperCase(Locale.ROOT);
    return "%s/%sby-hash/%s/%s".formatted(suite.folder(), folder, algorithm, digest.hex());
  }
}
