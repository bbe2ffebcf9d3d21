package entrepot.collect.apt;

import entrepot.kit.Failure;

/** A suite's release file is validly signed, but it is not the one that was asked for. */
public final class SuiteRefused extends Failure {
  private static final long serialVersionUID = 1L;

  private SuiteRefused(String suite, String found, String next) {
    super("checking the release file of suite %s: %s".formatted(suite, found), next, null);
  }

  static SuiteRefused otherName(String suite, String names) {
    return new SuiteRefused(
        suite,
        "it is the release file of " + names,
        "Configure the suite under one of the names that the upstream signs.");
  }

  static SuiteRefused older(String suite, String date, String before) {
    return new SuiteRefused(
        suite,
        "it is of %s, older than the one of %s in the former snapshot".formatted(date, before),
        "Ask another mirror; if upstream really went back, run 'entrepot sync --allow-shrink'.");
  }

  static SuiteRefused expired(String suite, String until) {
    return new SuiteRefused(
        suite,
        "it was valid until " + until,
        "Ask another mirror, or switch check-valid-until off for an archive that is frozen.");
  }

  static SuiteRefused weak(String suite) {
    return new SuiteRefused(
        suite,
        "it lists neither SHA256 nor SHA512 of its indexes; MD5 and SHA1 are refused",
        "Ask the upstream for an archive with SHA256.");
  }
}
