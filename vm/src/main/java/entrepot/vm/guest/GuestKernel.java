package entrepot.vm.guest;

import entrepot.vm.process.Tool;
import entrepot.vm.process.ToolFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kernel of the machine's own Debian, unpacked beside the machine's own: nothing is installed.
 *
 * @param image as {@code -kernel} takes it
 * @param modules the folder of its modules
 * @param busybox a busybox of the same architecture
 */
record GuestKernel(Path image, Path modules, Path busybox) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Finds it in this folder, or has apt-get download it there. */
  static GuestKernel in(Path folder, GuestArchitecture architecture) {
    try {
      Path whole = folder.resolve("kernel");
      if (!Files.isDirectory(whole)) {
        fetch(folder, whole, architecture);
      }
      return new GuestKernel(
          only(whole.resolve("boot"), "vmlinuz-"),
          only(whole.resolve("lib/modules"), ""),
          architecture.busybox(whole));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of a module, if this kernel has not built it in. */
  Optional<Path> module(String name) throws IOException {
    try (Stream<Path> all = Files.walk(modules)) {
      return all.filter(file -> file.getFileName().toString().equals(name + ".ko")).findFirst();
    }
  }

  private static void fetch(Path folder, Path whole, GuestArchitecture architecture)
      throws IOException {
    Files.createDirectories(folder);
    Path part =
        Files.createTempDirectory(
            folder,
            "kernel",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try {
      Tool tool = new Tool("fetching a kernel for guests", part, PATIENCE);
      Apt apt = architecture.apt(tool);
      List<String> packages = new ArrayList<>(architecture.more());
      packages.add(newest(apt, architecture.kernel()));
      apt.download(packages);
      try (DirectoryStream<Path> archives = Files.newDirectoryStream(part, "*.deb")) {
        for (Path archive : archives) {
          tool.must(List.of("dpkg-deb", "-x", archive.toString(), part.resolve("out").toString()));
        }
      }
      tool.must(List.of("chmod", "-R", "a+rX", part.resolve("out").toString()));
      try {
        Files.move(part.resolve("out"), whole);
      } catch (IOException e) {
        if (!Files.isDirectory(whole)) {
          throw e;
        }
        // Another did the same meanwhile.
      }
    } finally {
      Folders.remove(part);
    }
  }

  /** What the package that always stands for the newest depends on. */
  private static String newest(Apt apt, String flavour) {
    return apt.depends(flavour)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("Depends: linux-image-"))
        .map(line -> line.substring("Depends: ".length()))
        .findFirst()
        .orElseThrow(() ->
            new ToolFailed(
                "fetching a kernel for guests",
                "apt knows no " + flavour,
                "Have its lists fetched: apt-get update.",
                null));
  }

  private static Path only(Path folder, String prefix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().startsWith(prefix))
          .min(Comparator.naturalOrder())
          .orElseThrow(() ->
              new ToolFailed(
                  "looking for a kernel for guests",
                  "no " + prefix + "… in " + folder,
                  "Remove that folder, so that it is fetched again.",
                  null));
    }
  }
}
