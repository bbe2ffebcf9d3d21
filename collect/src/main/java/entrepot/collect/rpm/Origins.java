package entrepot.collect.rpm;

import entrepot.kit.http.Fetch;
import entrepot.kit.http.MemorySink;
import entrepot.kit.http.Upstream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Asks where a repository may be had. */
final class Origins {
  /** Fedora's have 30 KB. */
  private static final long MOST_BYTES = 4 << 20;

  /** More are not remembered: who is not served by these is not served by further ones. */
  private static final int MOST_MIRRORS = 50;

  private final Upstream upstream;
  private final Checksums checksums;

  Origins(Upstream upstream, Checksums checksums) {
    this.upstream = upstream;
    this.checksums = checksums;
  }

  /** One request for a list, none for a base address. */
  Offer read(RpmOrigin origin) {
    return switch (origin) {
      case RpmOrigin.Baseurl base ->
          new Offer(List.of(Mirror.at(base.address())), Optional.empty());
      case RpmOrigin.Mirrorlist list ->
          offer(MirrorlistReader.read(fetch(list.address())), Optional.empty(), origin);
      case RpmOrigin.Metalink link -> {
        Metalink metalink =
            new MetalinkReader(checksums, Mirror.shown(link.address())).read(fetch(link.address()));
        yield offer(metalink.mirrors(), Optional.of(metalink), origin);
      }
    };
  }

  private static Offer offer(List<URI> folders, Optional<Metalink> metalink, RpmOrigin origin) {
    if (folders.isEmpty()) {
      throw NoUsableMirror.none(Mirror.shown(origin.address()));
    }
    return new Offer(
        folders.stream().map(Mirror::at).distinct().limit(MOST_MIRRORS).toList(), metalink);
  }

  private byte[] fetch(URI address) {
    MemorySink sink = new MemorySink();
    upstream.get(Fetch.upTo(address, MOST_BYTES), sink);
    return sink.content();
  }
}
