package entrepot.app.quickstart;

import java.nio.file.Path;

/** A real package manager with a root of its own; nothing of the machine's state is changed. */
sealed interface ClientRoot permits AptRoot, DnfRoot, PipRoot {
  /** Asks for the indexes and installs a package; whether it is installed then. */
  boolean install(String name) throws InterruptedException;

  /** What it printed so far. */
  Path log();
}
