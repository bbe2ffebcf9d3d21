package entrepot.vm.guest;

import entrepot.vm.process.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;

/** What turns an unpacked Debian into one that any number of instances can begin with. */
final class DebianFurniture {
  private static final Path KEYRING = Path.of("/usr/share/keyrings/entrepot-quickstart.gpg");

  /** What would run on its own account while the instance is wanted. */
  private static final List<String> MASKED =
      List.of(
          "apt-daily.timer",
          "apt-daily-upgrade.timer",
          "dpkg-db-backup.timer",
          "e2scrub_all.timer",
          "e2scrub_reap.service",
          "fstrim.timer",
          "modprobe@.service",
          "sys-kernel-debug.mount",
          "sys-kernel-tracing.mount",
          "systemd-networkd-wait-online.service");

  private final DebianGuest guest;
  private final Path root;

  DebianFurniture(DebianGuest guest, Path root) {
    this.guest = guest;
    this.root = root;
  }

  void furnish() throws IOException {
    copy("cloud.cfg", folder("etc/cloud/cloud.cfg.d").resolve("99-entrepot.cfg"));
    copy("modprobe", folder("etc/modprobe.d").resolve("entrepot.conf"));
    copy("fstab", root.resolve("etc/fstab"));
    copy("interfaces", folder("etc/network").resolve("interfaces"));
    write("etc/hostname", "debian\n");
    write("etc/hosts", "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n");
    for (String unit : MASKED) {
      Path link = folder("etc/systemd/system").resolve(unit);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of("/dev/null"));
    }
    forget();
    sources();
  }

  /** What must be each instance's own, or was this machine's. */
  private void forget() throws IOException {
    try (DirectoryStream<Path> keys = Files.newDirectoryStream(folder("etc/ssh"), "ssh_host_*")) {
      for (Path key : keys) {
        Files.delete(key);
      }
    }
    write("etc/machine-id", "");
    Path resolver = root.resolve("etc/resolv.conf");
    Files.deleteIfExists(resolver);
    write("etc/resolv.conf", "");
  }

  private void sources() throws IOException {
    DebianSource source = guest.source();
    Path keyring = root.resolve(KEYRING.toString().substring(1));
    Files.createDirectories(keyring.getParent());
    Files.copy(source.keyring(), keyring, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(keyring, PosixFilePermissions.fromString("rw-r--r--"));
    write(
        "etc/apt/sources.list",
        "deb [signed-by=%s] %s %s main\n".formatted(KEYRING, source.upstream(), source.suite()));
    if (guest.client().isPresent()) {
      String tree = "APT=%s %s".formatted(source.tree(), source.upstream());
      Path settings = root.resolve("etc/entrepot/client.conf");
      String text = Files.readString(settings);
      for (String line : guest.names()) {
        String key = line.substring(0, line.indexOf('=') + 1);
        text = text.replaceFirst("(?m)^" + key + ".*$", Matcher.quoteReplacement(line));
      }
      Files.writeString(settings, text + tree + "\n");
      new Tool("enabling the client kit in the image", root, Duration.ofMinutes(1))
          .must(List.of("chroot", root.toString(), "/usr/sbin/entrepot-client", "enable"));
    }
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(root.resolve(name), text);
  }

  /** A file that comes with Entrepot. */
  static void copy(String resource, Path file) throws IOException {
    try (InputStream in = DebianFurniture.class.getResourceAsStream("debian/" + resource)) {
      if (in == null) {
        throw new IOException("no " + resource);
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
