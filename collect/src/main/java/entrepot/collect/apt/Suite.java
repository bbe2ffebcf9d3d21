package entrepot.collect.apt;

import java.util.List;

/** One suite of a run: its release file, fetched once and verified, and all that it says. */
record Suite(String name, Release release, List<SignedFile> files) {
  Suite {
    files = List.copyOf(files);
  }

  /** The folder of the suite in its tree. */
  String folder() {
    return "dists/" + name;
  }
}
