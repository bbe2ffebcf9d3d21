package entrepot.collect.files;

import entrepot.collect.pgp.Keyring;
import java.time.InstantSource;
import java.util.Optional;

/** Verifies checksum files, as far as a keyring is configured. */
final class ChecksumCheck {
  private final Optional<Keyring> keyring;
  private final InstantSource clock;

  ChecksumCheck(Optional<Keyring> keyring, InstantSource clock) {
    this.keyring = keyring;
    this.clock = clock;
  }

  /**
   * The lines of the file, free of the frame of a signature; throws {@code SignatureRefused} where
   * no key of the keyring vouches for them.
   */
  byte[] text(ChecksumFile file) {
    byte[] content = file.file().content();
    String what = file.path().toString();
    if (keyring.isPresent() && file.signature().isPresent()) {
      byte[] signature = file.signature().get().content();
      keyring.get().verify(content, signature, what, clock.instant());
      return content;
    }
    if (keyring.isPresent()) {
      return keyring.get().verifiedText(content, what, clock.instant());
    }
    return Cleartext.is(content) ? Cleartext.of(content, what) : content;
  }
}
