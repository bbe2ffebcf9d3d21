package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.release.web.CacheRules;
import entrepot.release.web.MediaTypes;
import entrepot.store.manifest.Entry;

/** What an object says of itself, to clients and to an audit. */
record Headers(String mediaType, String cacheControl, Digest sha256) {
  static Headers of(Entry entry, Digest sha256) {
    return new Headers(MediaTypes.of(entry), CacheRules.of(entry), sha256);
  }

  /** Of what is not for clients. */
  static Headers own(byte[] content) {
    return new Headers("application/json", "no-cache", Digest.sha256Of(content));
  }
}
