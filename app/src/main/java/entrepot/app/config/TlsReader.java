package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import entrepot.kit.tls.Identity;
import entrepot.kit.tls.PemFiles;
import entrepot.kit.tls.UnusableIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a group {@code tls}. What is wrong with its files is a warning: they may change while a
 * server runs, and other commands must not fail for that; a server that starts refuses them.
 */
final class TlsReader {
  private final Listeners listeners;

  TlsReader(Listeners listeners) {
    this.listeners = listeners;
  }

  /** The group of that section, if it has one. */
  Optional<TlsConfiguration> of(Section section, String owner) {
    return section.section("tls").map(tls -> read(tls, owner));
  }

  private TlsConfiguration read(Section tls, String owner) {
    Optional<Value> certificate = tls.value("certificate");
    Optional<Value> key = tls.value("key");
    PemFiles files =
        new PemFiles(
            certificate.map(Value::path).orElse(Path.of("")),
            key.map(Value::path).orElse(Path.of("")));
    if (certificate.isPresent() && key.isPresent() && readable(certificate.get(), key.get())) {
      try {
        var _ = Identity.read(files);
      } catch (UnusableIdentity e) {
        Value value = e.file().equals(files.key()) ? key.get() : certificate.get();
        value.warning(String.valueOf(e.getMessage()), e.next());
      }
    }
    return new TlsConfiguration(listeners.of(tls, owner + "'s tls"), files);
  }

  private static boolean readable(Value... files) {
    boolean all = true;
    for (Value file : files) {
      if (!Files.isReadable(file.path())) {
        all = false;
        file.warning(
            "'%s' cannot be read".formatted(file.path()),
            "put the PEM file there and let the server's user read it, or correct the path");
      }
    }
    return all;
  }
}
