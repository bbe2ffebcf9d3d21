package entrepot.app.command;

import java.util.Objects;

/** The version that the build wrote into the jar. */
public final class Version {
  private Version() {}

  /** Such as {@code 0.1.0}; {@code development} when classes are not run from the jar. */
  public static String current() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }
}
