package entrepot.kit;

/** Where long work tells how far it is. Implementations take calls from any thread. */
public interface Progress {
  /** A new stage begins, such as {@code indexes} or {@code packages}. */
  void stage(String name);

  /** So much more work has become known; bytes may be zero where sizes are unknown. */
  void expect(long files, long bytes);

  /** So much has been done. */
  void done(long files, long bytes);

  /** Something a person should read now: a retry, a warning, a quarantined file. */
  void note(String sentence);

  /** Tells nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void stage(String name) {}

        @Override
        public void expect(long files, long bytes) {}

        @Override
        public void done(long files, long bytes) {}

        @Override
        public void note(String sentence) {}
      };
}
