package entrepot.collect.wheels.sandbox;

import java.util.Locale;

/** What a job may run into; it is ended then. */
public enum Limit {
  TIME,
  MEMORY,
  PROCESSES,
  DISK,
  OUTPUT;

  /** As the configuration names it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
