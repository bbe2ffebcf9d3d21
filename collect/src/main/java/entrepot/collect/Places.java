package entrepot.collect;

import entrepot.kit.Failure;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import java.net.URI;
import java.util.List;

/** Where the payload of an upstream may be had: one address, or several mirrors. */
@FunctionalInterface
public interface Places {
  /** The addresses of the entry's bytes, the best first; never none. */
  List<URI> of(Entry entry);

  /** Is told when an address failed, so that it may come later in the order from now on. */
  default void failed(URI address, Failure failure) {}

  /** Below one address: at the entry's locator, else at its path. */
  static Places below(SourceAddress base) {
    return entry -> List.of(base.of(entry.text(Extension.LOCATOR).orElse(entry.path().toString())));
  }
}
