package entrepot.app.control;

import entrepot.app.command.Report;
import entrepot.kit.listen.Binding;
import entrepot.kit.tls.Identity;
import java.util.Optional;

/** What the status tells of a certificate in use. */
final class Certificates {
  private Certificates() {}

  /** At the server's URL where that is one of TLS, else at the address bound. */
  static Report.TlsStatus status(Optional<String> url, Binding bound, Identity identity) {
    return new Report.TlsStatus(
        url.filter(known -> known.startsWith("https://")).orElse("https://" + bound),
        identity.subject(),
        identity.expires());
  }
}
