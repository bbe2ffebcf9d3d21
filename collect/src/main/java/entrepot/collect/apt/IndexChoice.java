package entrepot.collect.apt;

import entrepot.collect.compress.Compression;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Chooses the indexes of a suite that a source asks for, among those that the suite lists. */
final class IndexChoice {
  private final AptSource source;
  private final Suite suite;
  private final Map<String, Wanted> chosen = new LinkedHashMap<>();

  private IndexChoice(AptSource source, Suite suite) {
    this.source = source;
    this.suite = suite;
  }

  /** In a fixed order, each once. */
  static List<Wanted> of(AptSource source, Suite suite) {
    IndexChoice choice = new IndexChoice(source, suite);
    source.components().forEach(choice::component);
    choice.wholeSuite();
    return List.copyOf(choice.chosen.values());
  }

  private void component(String component) {
    for (String architecture : architectures()) {
      // As apt does: packages for all architectures are apart only where the release says so.
      boolean needed = !architecture.equals("all");
      if (asked(AptIndex.PACKAGES)) {
        add(AptIndex.PACKAGES, "%s/binary-%s/Packages".formatted(component, architecture), needed);
      }
      optional(
          AptIndex.INSTALLER,
          "%s/debian-installer/binary-%s/Packages".formatted(component, architecture));
      optional(AptIndex.CONTENTS, "%s/Contents-%s".formatted(component, architecture));
      optional(AptIndex.DEP11, "%s/dep11/Components-%s.yml".formatted(component, architecture));
      optional(AptIndex.COMMANDS, "%s/cnf/Commands-%s".formatted(component, architecture));
    }
    if (asked(AptIndex.SOURCES)) {
      add(AptIndex.SOURCES, component + "/source/Sources", true);
    }
    for (String language : source.languages()) {
      optional(AptIndex.TRANSLATIONS, "%s/i18n/Translation-%s".formatted(component, language));
    }
    for (String size : List.of("48x48", "64x64", "128x128", "48x48@2", "64x64@2", "128x128@2")) {
      optional(AptIndex.DEP11, "%s/dep11/icons-%s.tar".formatted(component, size));
    }
  }

  /** Ubuntu has one Contents for all components of an architecture. */
  private void wholeSuite() {
    for (String architecture : architectures()) {
      optional(AptIndex.CONTENTS, "Contents-" + architecture);
    }
  }

  private List<String> architectures() {
    List<String> all = new ArrayList<>(source.architectures());
    if (suite.release().allApart() && !all.contains("all")) {
      all.add("all");
    }
    return all;
  }

  private boolean asked(AptIndex kind) {
    return source.indexes().contains(kind);
  }

  private void optional(AptIndex kind, String path) {
    if (asked(kind)) {
      add(kind, path, false);
    }
  }

  private void add(AptIndex kind, String path, boolean needed) {
    Map<Compression, ListedFile> listed = new EnumMap<>(Compression.class);
    for (Compression compression : Compression.values()) {
      suite
          .release()
          .file(path + compression.suffix())
          .ifPresent(file -> listed.put(compression, file));
    }
    if (!listed.isEmpty()) {
      chosen.put(path, new Wanted(kind, path, listed));
    } else if (needed) {
      throw new IndexUnavailable(
          suite.name(),
          path,
          "the release file does not list it in a known compression; it has components %s and"
                  .formatted(new TreeSet<>(suite.release().components()))
              + " architectures %s".formatted(new TreeSet<>(suite.release().architectures())),
          null);
    }
  }
}
