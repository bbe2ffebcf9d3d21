package entrepot.release.sign;

import entrepot.kit.Failure;
import java.util.Collection;

/** No signature of a trusted key holds. */
public final class NotTrusted extends Failure {
  private static final long serialVersionUID = 1L;

  NotTrusted(Collection<String> signedBy, Collection<String> trusted) {
    super(
        "no signature of a trusted key holds: signed by %s, trusted are %s"
            .formatted(brief(signedBy), brief(trusted)),
        "If the keys were rotated, copy the new public key into the folder of trusted keys;"
            + " if not, find out who wrote this.",
        null);
  }

  private static String brief(Collection<String> ids) {
    return ids.isEmpty()
        ? "nobody"
        : String.join(
            ", ", ids.stream().map(id -> id.substring(0, Math.min(12, id.length()))).toList());
  }
}
