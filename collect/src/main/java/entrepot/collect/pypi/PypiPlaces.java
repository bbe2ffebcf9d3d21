package entrepot.collect.pypi;

import entrepot.collect.Places;
import entrepot.collect.SourceAddress;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Where files may be had: at the address that the upstream's page gave, which stands in the entry.
 * The index's own credentials go along to its own origin, and nowhere else.
 */
record PypiPlaces(URI index) implements Places {
  @Override
  public List<URI> of(Entry entry) {
    return List.of(
        entry
            .text(Extension.LOCATOR)
            .map(locator -> authorised(URI.create(locator)))
            .orElseGet(() -> new SourceAddress(index).of(entry.path().toString())));
  }

  private URI authorised(URI address) {
    String user = index.getRawUserInfo();
    if (user == null || !origin(address).equals(origin(index))) {
      return address;
    }
    int authority = address.toString().indexOf("//") + 2;
    return URI.create(
        address.toString().substring(0, authority)
            + user
            + "@"
            + address.toString().substring(authority));
  }

  private static String origin(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }
}
