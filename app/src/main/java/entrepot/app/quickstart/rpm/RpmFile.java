package entrepot.app.quickstart.rpm;

/** A file that a package lists. */
record RpmFile(String path, Kind kind) {
  enum Kind {
    FILE,
    FOLDER,
    GHOST
  }

  /** Whether primary.xml names it too, so that dnf need not load filelists for it. */
  boolean isPrimary() {
    return path.startsWith("/etc/") || path.contains("bin/") || path.equals("/usr/lib/sendmail");
  }
}
