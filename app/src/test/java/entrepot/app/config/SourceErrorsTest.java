package entrepot.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import entrepot.kit.config.InvalidConfiguration;
import entrepot.kit.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the sources of RPM trees and trees of files has its line and a fix. */
class SourceErrorsTest {
  private static final String GOOD =
      """
      state: state
      trees:
        fedora:
          kind: rpm
          allow-md5: false
          repositories:
            fedora-x86_64:
              repo: fedora
              arch: x86_64
              path: f/x86_64/os
              metalink: https://mirrors.example.org/metalink?repo=f&arch=x86_64
            fedora-aarch64:
              repo: fedora
              arch: aarch64
              path: f/aarch64/os
              source: https://mirror.example.org/f/aarch64/os/
        tools:
          kind: rpm
          repositories:
            tools:
              arch: noarch
              mirrorlist: https://mirrors.example.org/list
        images:
          kind: files
          source: https://images.example.org
          checksums: [noble/SHA256SUMS]
        isos:
          kind: files
          folder: .
          checksums: ["*CHECKSUM"]
          keyring: keyring.gpg
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`    kind: rpm\n    allow` | `    allow` | 3:3: trees.fedora: 'kind' is missing; add 'kind: apt'",
        "allow-md5: false | source: https://e.org | 5:5: trees.fedora.source: is not a known key; known are kind, policy, repositories",
        "allow-md5: false | allow_md5: true | 5:5: trees.fedora.allow_md5: is not a known key; did you mean 'allow-md5'?",
        "`      fedora-x86_64:` | `      fedora x86:` | 7:7: trees.fedora.repositories.fedora x86: 'fedora x86' is not a repository's name",
        "`    repositories:\n      tools:\n        arch: noarch\n        mirrorlist: https://mirrors.example.org/list\n` | `` | 17:3: trees.tools: 'repositories' is missing",
        "`    repositories:\n      tools:\n        arch: noarch\n        mirrorlist: https://mirrors.example.org/list` | `    repositories: {}` | 19:5: trees.tools.repositories: names no repository; add one",
        "arch: noarch | `` | 20:7: trees.tools.repositories.tools: 'arch' is missing; add 'arch: x86_64'",
        "arch: noarch | arch: NoArch | 21:9: trees.tools.repositories.tools.arch: 'NoArch' is not an architecture as RPM names it; write something like x86_64",
        "arch: noarch | arches: noarch | 21:9: trees.tools.repositories.tools.arches: is not a known key; did you mean 'arch'?",
        "mirrorlist: https://mirrors.example.org/list | `` | 20:7: trees.tools.repositories.tools: has neither 'source' nor 'mirrorlist' nor 'metalink'; add one of them",
        "arch: noarch | `arch: noarch\n        metalink: https://e.org/m` | 22:9: trees.tools.repositories.tools.metalink: there is a mirrorlist as well; keep one of the two",
        "arch: noarch | `arch: noarch\n        source: https://e.org/m` | 23:9: trees.tools.repositories.tools.mirrorlist: there is a source as well; keep one of the two",
        "mirrorlist: https://mirrors.example.org/list | mirrorlist: file:///etc/passwd | trees.tools.repositories.tools.mirrorlist: is not a URL that begins with http:// or https://",
        "mirrorlist: https://mirrors.example.org/list | mirrorlist: https://e.org/?repo=f-$releasever | 22:9: trees.tools.repositories.tools.mirrorlist: has a variable of yum or dnf in it; write the version",
        "mirrorlist: https://mirrors.example.org/list | mirrorlist: https://me:secret@e.org/ | 22:9: trees.tools.repositories.tools.mirrorlist: has a user name or password in it",
        "source: https://mirror.example.org/f/aarch64/os/ | source: https://mirror.example.org/?f=g | 16:9: trees.fedora.repositories.fedora-aarch64.source: has a '?' or '#' in it",
        "arch: aarch64 | arch: x86_64 | 12:7: trees.fedora.repositories.fedora-aarch64: repo 'fedora' for 'x86_64' is repository fedora-x86_64 of tree fedora already; give this one another",
        "arch: noarch | `repo: fedora\n        arch: x86_64` | 20:7: trees.tools.repositories.tools: repo 'fedora' for 'x86_64' is repository fedora-x86_64 of tree fedora already",
        "path: f/aarch64/os | path: f/x86_64/os | 12:7: trees.fedora.repositories.fedora-aarch64: has the same path as repository fedora-x86_64; give each a folder of its own",
        "path: f/aarch64/os | path: f/x86_64/os/debug | 12:7: trees.fedora.repositories.fedora-aarch64: its path lies inside that of repository fedora-x86_64; give each",
        "path: f/aarch64/os | path: f | 12:7: trees.fedora.repositories.fedora-aarch64: the path of repository fedora-x86_64 lies inside its path; give each",
        "path: f/aarch64/os | path: '' | 12:7: trees.fedora.repositories.fedora-aarch64: the path of repository fedora-x86_64 lies inside its path; give each",
        "path: f/aarch64/os | path: ../os | 15:9: trees.fedora.repositories.fedora-aarch64.path: path '../os' has a part '.' or '..'; write something like",
        "path: f/aarch64/os | path: /f/aarch64/ | 15:9: trees.fedora.repositories.fedora-aarch64.path: '/f/aarch64/' begins or ends with a slash; write 'f/aarch64'",
        "path: f/aarch64/os | path: / | 15:9: trees.fedora.repositories.fedora-aarch64.path: is not a folder in the tree; write path: '' for the root of the tree",
        "source: https://images.example.org | `` | 23:3: trees.images: has neither 'source' nor 'folder'; add 'source:",
        "source: https://images.example.org | `source: https://e.org\n    folder: /srv` | 26:5: trees.images.folder: there is a source as well; keep one of the two",
        "`    checksums: [noble/SHA256SUMS]\n` | `` | 23:3: trees.images: 'checksums' is missing: an HTTP server does not list its files; add 'checksums: [SHA256SUMS]'",
        "checksums: [noble/SHA256SUMS] | checksums: ['*/SHA256SUMS'] | 26:17: trees.images.checksums.0: '*/SHA256SUMS' is a pattern, and an HTTP server does not list its files; name each checksum file",
        "checksums: [noble/SHA256SUMS] | checksums: [../SHA256SUMS] | 26:17: trees.images.checksums.0: path '../SHA256SUMS' has a part '.' or '..'; write something like noble/current/SHA256SUMS",
        "checksums: [noble/SHA256SUMS] | checksums: SHA256SUMS | 26:5: trees.images.checksums: 'SHA256SUMS' is not a list of checksum files; write [SHA256SUMS]",
        "checksums: [noble/SHA256SUMS] | checksums: [] | 26:5: trees.images.checksums: the list is empty; write something like [noble/current/SHA256SUMS]",
        "folder: . | `folder: .\n    policy: on-demand` | 30:5: trees.isos.policy: the files of a folder are always taken whole; write 'policy: full', or remove the key",
        "`    checksums: [\"*CHECKSUM\"]\n` | `` | 30:5: trees.isos.keyring: there are no checksum files whose signatures it could verify; add",
        "`\"*CHECKSUM\"` | `\"[CHECKSUM\"` | 30:17: trees.isos.checksums.0: '[CHECKSUM' is not a pattern; write something like '*CHECKSUM'",
      })
  void anErrorSaysWhereAndWhatToWrite(String good, String bad, String expected) throws IOException {
    assertThat(GOOD).contains(good);

    List<Problem> problems = problems(GOOD.replace(good, bad));

    assertThat(problems).isNotEmpty();
    assertThat(problems)
        .extracting(Problem::toString)
        .noneMatch(text -> text.contains("secret"))
        .anyMatch(text -> text.contains(expected));
    assertThat(problems).allMatch(problem -> !problem.fix().isEmpty());
  }

  @Test
  void whatIsGoodIsRead() throws IOException {
    Files.writeString(folder.resolve("keyring.gpg"), "");

    var loaded = ConfigurationFile.load(Files.writeString(folder.resolve("entrepot.yaml"), GOOD));

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.configuration().trees()).hasSize(4);
  }

  private List<Problem> problems(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("entrepot.yaml"), text);
    Files.writeString(folder.resolve("keyring.gpg"), "");
    var thrown =
        catchThrowableOfType(InvalidConfiguration.class, () -> ConfigurationFile.load(file));
    assertThat(thrown).as("the file is refused").isNotNull();
    return thrown.problems();
  }
}
