package entrepot.collect.python;

import entrepot.kit.Digest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A file as it is read of a page, which goes into it whole or not at all. */
final class FileDraft {
  private static final int LONGEST_TEXT = 4_096;

  private final URI base;
  private String filename = "";
  private @Nullable URI url;
  private List<Digest> hashes = new ArrayList<>();
  private OptionalLong size = OptionalLong.empty();
  private Optional<Instant> uploadTime = Optional.empty();
  private Optional<String> requiresPython = Optional.empty();
  private Optional<String> yanked = Optional.empty();
  private CoreMetadata coreMetadata = CoreMetadata.NONE;
  private Optional<URI> provenance = Optional.empty();
  private @Nullable String problem;

  FileDraft(URI base) {
    this.base = base;
  }

  /** Only the first one is told. */
  void problem(String found) {
    if (problem == null) {
      problem = found;
    }
  }

  void filename(String text) {
    filename = text;
    FileNames.objection(text).ifPresent(found -> problem("its file name: " + found));
  }

  void url(String text) {
    address("url", text).ifPresent(address -> url = address);
  }

  void provenance(String text) {
    provenance = address("provenance", text);
  }

  private Optional<URI> address(String key, String text) {
    Optional<URI> address = Addresses.resolve(base, text);
    if (address.isEmpty()) {
      problem(
          "its %s '%s' is no HTTP address without credentials".formatted(key, Texts.shown(text)));
    }
    return address;
  }

  void hashes(List<Digest> digests) {
    hashes = digests;
  }

  void size(long bytes) {
    size = OptionalLong.of(bytes);
  }

  /** A date that cannot be read is left out: nothing depends on it but a filter by age. */
  void uploadTime(String text) {
    uploadTime = UploadTime.parse(text);
  }

  void requiresPython(String text) {
    requiresPython = Optional.of(bounded("requires-python", text)).filter(t -> !t.isEmpty());
  }

  void yanked(String reason) {
    yanked = Optional.of(bounded("yanked", reason));
  }

  void coreMetadata(CoreMetadata metadata) {
    coreMetadata = metadata;
  }

  private String bounded(String key, String text) {
    if (text.length() > LONGEST_TEXT) {
      problem("its %s is longer than %d characters".formatted(key, LONGEST_TEXT));
      return "";
    }
    return Texts.carried(text).strip();
  }

  /** Adds itself to the files or the refused ones. */
  void finish(Collected collected) {
    if (problem == null && filename.isEmpty()) {
      problem("it has no file name");
    }
    if (problem == null && url == null) {
      problem("it has no url");
    }
    if (problem != null || url == null) {
      collected.refuse(new RefusedFile(filename, String.valueOf(problem)));
      return;
    }
    collected.take(
        new ProjectFile(
            filename,
            url,
            hashes,
            size,
            uploadTime,
            requiresPython,
            yanked,
            coreMetadata,
            provenance));
  }
}
