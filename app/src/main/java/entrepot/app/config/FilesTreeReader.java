package entrepot.app.config;

import entrepot.app.config.FilesTree.Origin;
import entrepot.app.config.TreeConfiguration.Policy;
import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a tree of kind {@code files}. */
final class FilesTreeReader {
  private static final Pattern GLOB = Pattern.compile("[*?\\[\\]{}]");
  private static final String SUCH = "write something like noble/current/SHA256SUMS";

  private FilesTreeReader() {}

  static FilesTree read(Section tree, CommonKeys common) {
    Optional<Value> source = tree.value("source");
    Optional<Value> folder = tree.value("folder");
    List<Value> checksums = tree.values("checksums").orElse(List.of());
    if (source.isEmpty() && folder.isEmpty()) {
      tree.error(
          "has neither 'source' nor 'folder'",
          "add 'source: https://cloud-images.ubuntu.com' or 'folder: /srv/isos'");
    } else if (source.isPresent() && folder.isPresent()) {
      folder.get().error("there is a source as well", "keep one of the two");
    } else if (source.isPresent()) {
      checkSource(tree, checksums);
    } else {
      checkFolder(tree, common, folder.get(), checksums);
    }
    Optional<Origin> remote = source.flatMap(Addresses::url).map(Origin.Source::new);
    return new FilesTree(
        common.name(),
        folder.isPresent() ? Policy.FULL : common.policyOrUsual(),
        remote
            .or(() -> folder.map(value -> new Origin.Folder(value.path())))
            .orElse(new Origin.Source(Addresses.NOT_GIVEN)),
        checksums.stream().map(Value::text).toList(),
        Keyrings.keyring(tree, "keyring"),
        common.schedule(),
        common.rules());
  }

  private static void checkSource(Section tree, List<Value> checksums) {
    if (checksums.isEmpty()) {
      tree.error(
          "'checksums' is missing: an HTTP server does not list its files",
          "add 'checksums: [SHA256SUMS]'");
    }
    for (Value value : checksums) {
      if (GLOB.matcher(value.text()).find()) {
        value.error(
            "'%s' is a pattern, and an HTTP server does not list its files".formatted(value.text()),
            "name each checksum file, such as noble/current/SHA256SUMS");
      } else {
        checkPath(value);
      }
    }
  }

  private static void checkPath(Value value) {
    try {
      TreePath.of(value.text());
    } catch (InvalidPath e) {
      value.error(String.valueOf(e.getMessage()), SUCH);
    }
  }

  private static void checkFolder(
      Section tree, CommonKeys common, Value folder, List<Value> checksums) {
    if (common.policy().equals(Optional.of(Policy.ON_DEMAND))) {
      tree.value("policy")
          .ifPresent(policy ->
              policy.error(
                  "the files of a folder are always taken whole",
                  "write 'policy: full', or remove the key"));
    }
    if (!Files.isDirectory(folder.path())) {
      folder.warning(
          "'%s' is not a folder".formatted(folder.path()), "make it, or correct the path");
    }
    if (checksums.isEmpty()) {
      tree.value("keyring")
          .ifPresent(keyring ->
              keyring.error(
                  "there are no checksum files whose signatures it could verify",
                  "add 'checksums: [SHA256SUMS]', or remove the keyring"));
    }
    checksums.forEach(FilesTreeReader::checkPattern);
  }

  private static void checkPattern(Value value) {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + value.text());
    } catch (PatternSyntaxException e) {
      value.error(
          "'%s' is not a pattern".formatted(value.text()), "write something like '*CHECKSUM'");
    }
  }
}
