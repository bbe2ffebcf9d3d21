package entrepot.collect.files;

import entrepot.collect.LazyFetch;
import entrepot.collect.PayloadFetch;
import entrepot.collect.Places;
import entrepot.collect.Policy;
import entrepot.collect.Quarantine;
import entrepot.collect.SourceAddress;
import entrepot.collect.UpstreamLazyFetch;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Upstream;
import entrepot.store.backend.Backend;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to carry of a tree of files.
 *
 * @param checksumFiles relative to the origin; where it is a folder, glob patterns too: without a
 *     slash they match names anywhere, with one the whole path
 * @param keyring the certificates one of which must have signed each checksum file, binary or
 *     armored
 * @param policy {@code FULL} for a folder
 */
public record FilesSource(
    FilesOrigin origin, List<String> checksumFiles, Optional<Path> keyring, Policy policy) {
  public FilesSource {
    checksumFiles = List.copyOf(checksumFiles);
    switch (origin) {
      case FilesOrigin.Http _ -> {
        if (checksumFiles.isEmpty()) {
          throw new IllegalArgumentException("an HTTP source without checksum files");
        }
        checksumFiles.forEach(TreePath::of);
      }
      case FilesOrigin.Folder _ -> {
        if (policy != Policy.FULL) {
          throw new IllegalArgumentException("a folder is always taken whole");
        }
      }
    }
  }

  /** Fetches the files of its snapshots when they are asked for. */
  public LazyFetch lazyFetch(Upstream upstream) {
    return switch (origin) {
      case FilesOrigin.Http http -> new UpstreamLazyFetch(upstream, http.address());
      case FilesOrigin.Folder _ ->
          (entry, _) -> {
            throw new OriginGone(entry.path());
          };
    };
  }

  /** Makes present, for a run of another process, what that wants of its snapshots. */
  public PayloadFetch payload(Upstream upstream, Backend backend, Quarantine quarantine) {
    return switch (origin) {
      case FilesOrigin.Http http ->
          PayloadFetch.of(
              upstream, backend, Places.below(new SourceAddress(http.address())), quarantine);
      case FilesOrigin.Folder _ ->
          throw new IllegalStateException("files of a folder are on the machine that has it");
    };
  }

  /** Where people look; an address without credentials. */
  String shownOrigin() {
    return switch (origin) {
      case FilesOrigin.Http(var address) -> {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        yield address.getScheme() + "://" + address.getHost() + port + address.getRawPath();
      }
      case FilesOrigin.Folder(var path) -> path.toString();
    };
  }

  /** All that decides what is carried: another selection is another snapshot. */
  String selection(Optional<Digest> keyringDigest) {
    return String.join(
        " ",
        "origin=" + shownOrigin(),
        "checksums=" + String.join(",", checksumFiles),
        "policy=" + policy,
        "keyring=" + keyringDigest.map(Digest::hex).orElse("none"));
  }
}
