package entrepot.collect.apt;

import entrepot.collect.pgp.Keyring;
import entrepot.collect.pgp.SignatureRefused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Verifies a suite's release file, and that it is the suite asked for, not an older one. */
final class SuiteCheck {
  private final AptSource source;
  private final Keyring keyring;
  private final SuiteFetch fetch;
  private final InstantSource clock;

  SuiteCheck(AptSource source, Keyring keyring, SuiteFetch fetch, InstantSource clock) {
    this.source = source;
    this.keyring = keyring;
    this.fetch = fetch;
    this.clock = clock;
  }

  /** The suite that these files describe; {@code mayBeOlder} lets an upstream go back in time. */
  Suite check(String name, List<SignedFile> files, Facts parent, boolean mayBeOlder) {
    Suite suite = verified(name, files);
    Release release = suite.release();
    if (!release.isOf(name)) {
      throw SuiteRefused.otherName(name, release.names());
    }
    Instant before = parent.date(name).orElse(Instant.MIN);
    if (release.date().isBefore(before) && !mayBeOlder) {
      throw SuiteRefused.older(name, release.date().toString(), before.toString());
    }
    boolean expired = release.validUntil().filter(t -> t.isBefore(clock.instant())).isPresent();
    if (expired && source.checkValidUntil()) {
      throw SuiteRefused.expired(name, release.validUntil().orElseThrow().toString());
    }
    return suite;
  }

  /** A suite that stays as it is: it was checked when it came, and may have expired since. */
  Suite kept(String name, List<SignedFile> files) {
    return parsed(name, files);
  }

  private Suite verified(String name, List<SignedFile> files) {
    try {
      return parsed(name, files);
    } catch (SignatureRefused e) {
      if (files.size() < 2) {
        throw e;
      }
      // Release and its signature are two files: between the two, the upstream may have published.
      return parsed(name, fetch.apart(name));
    }
  }

  private Suite parsed(String name, List<SignedFile> files) {
    SignedFile release = files.getFirst();
    String what = release.path().toString();
    byte[] text;
    if (files.size() == 1) {
      text = keyring.verifiedText(release.content(), what, clock.instant());
    } else {
      text = release.content();
      keyring.verify(text, files.get(1).content(), what, clock.instant());
    }
    return new Suite(name, new ReleaseParser(name, what).parse(text), files);
  }
}
