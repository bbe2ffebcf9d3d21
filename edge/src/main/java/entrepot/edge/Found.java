package entrepot.edge;

import entrepot.kit.Digest;
import entrepot.store.manifest.Entry;
import java.util.Map;

/** What a request's path turned out to be. */
sealed interface Found {
  /** A file whose bytes are here. */
  record InStore(String tree, Entry entry, Digest sha256, Freshness freshness) implements Found {}

  /** A file that is fetched now. */
  record ToFetch(String tree, Entry entry, Freshness freshness) implements Found {}

  /** A page made here: a listing, or the health. */
  @SuppressWarnings("ArrayRecordComponent") // written once, straight to the client
  record Page(int status, String mediaType, byte[] body) implements Found {}

  /** Bytes of a signed or content-named object, with a strong ETag. */
  @SuppressWarnings("ArrayRecordComponent") // written once, straight to the client
  record Document(String mediaType, byte[] body, String etag, String cacheControl)
      implements Found {}

  /** Elsewhere; the location is relative. */
  record Moved(int status, String location) implements Found {}

  /** Not for this client, not now, or not at all; the sentence says why. */
  record Refused(int status, String sentence, Map<String, String> headers) implements Found {
    Refused(int status, String sentence) {
      this(status, sentence, Map.of());
    }
  }
}
