package entrepot.collect.apt;

/** The kinds of index that can be carried. */
public enum AptIndex {
  /** Binary packages; their packages are carried with them. */
  PACKAGES,
  /** Source packages; their files are carried with them. */
  SOURCES,
  /** Packages of the installer; carried with their packages. */
  INSTALLER,
  /** Long descriptions. */
  TRANSLATIONS,
  /** Which package has which file, for apt-file. */
  CONTENTS,
  /** AppStream metadata and icons. */
  DEP11,
  /** Which package has which command, for command-not-found. */
  COMMANDS
}
