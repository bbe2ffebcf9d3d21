package entrepot.vm.guest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The programs that building a Debian image needs, by the packages that bring them. */
final class BuildTools {
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");
  private static final Map<String, String> PACKAGES =
      new TreeMap<>(
          Map.of(
              "mmdebstrap", "mmdebstrap",
              "unshare", "util-linux",
              "mke2fs", "e2fsprogs",
              "grub-mkimage", "grub-common",
              "qemu-img", "qemu-utils"));

  private BuildTools() {}

  /** Throws GuestNotBuilt, which names the packages that are missing. */
  static void must() {
    List<String> missing =
        Stream.concat(
                PACKAGES.entrySet().stream()
                    .filter(each -> !there(each.getKey()))
                    .map(Map.Entry::getValue),
                Stream.of("grub-pc-bin").filter(_ -> !Files.exists(BootDisk.GRUB)))
            .toList();
    if (!missing.isEmpty()) {
      throw new GuestNotBuilt(
          "this machine lacks programs for it",
          "As root: apt-get install " + String.join(" ", missing));
    }
    if (!"root".equals(System.getProperty("user.name"))) {
      throw new GuestNotBuilt("packages are unpacked with their owners", "Do it as root.");
    }
  }

  private static boolean there(String program) {
    return FOLDERS.stream().anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}
