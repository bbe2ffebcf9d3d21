package entrepot.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What both packages hold: the files of src/main/root, and the version.
 *
 * @param sources the folder src/main, which also has the packages' own scripts
 * @param version as both package managers sort it: a snapshot before its release
 * @param time of every file in the packages and of the packages themselves
 */
record ClientKit(Path sources, String version, Instant time) {
  static final String NAME = "entrepot-client";
  static final String SUMMARY = "Tells package managers in which cloud region an instance runs";
  static final String STATE = "/var/lib/entrepot-client";
  private static final List<String> PROGRAMS = List.of("/usr/sbin/", "/etc/init.d/");

  ClientKit {
    version = version.toLowerCase(Locale.ROOT).replace('-', '~');
  }

  List<PackagedFile> files() throws IOException {
    Path root = sources.resolve("root");
    var files = new ArrayList<PackagedFile>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String path = "/" + root.relativize(file).toString().replace('\\', '/');
        boolean program = PROGRAMS.stream().anyMatch(path::startsWith);
        files.add(
            new PackagedFile(path, program, path.startsWith("/etc/"), Files.readString(file)));
      }
    }
    files.add(text("/usr/share/entrepot-client/version", version + "\n"));
    files.add(
        text(
            "/usr/share/doc/entrepot-client/README.md",
            Files.readString(sources.resolve("../../README.md"))));
    files.sort(Comparator.comparing(PackagedFile::path));
    return files;
  }

  /** A text of the folder that holds one package's own files. */
  String script(String folder, String name) throws IOException {
    return Files.readString(sources.resolve(folder).resolve(name));
  }

  static PackagedFile text(String path, String text) {
    return new PackagedFile(path, false, false, text);
  }
}
