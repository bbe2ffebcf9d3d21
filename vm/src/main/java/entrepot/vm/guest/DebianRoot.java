package entrepot.vm.guest;

import entrepot.vm.process.Ended;
import entrepot.vm.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a Debian guest, as mmdebstrap unpacks and configures them. */
record DebianRoot(DebianSource source, Optional<Path> client) {
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final int LINES = 6;
  private static final String PACKAGES =
      "cloud-init,cloud-guest-utils,curl,dbus,e2fsprogs,fdisk,ifupdown,iproute2,iputils-ping,"
          + "isc-dhcp-client,mount,netbase,openssh-server,passwd,procps,sudo,systemd-sysv,udev";

  /** What no instance reads there; licences stay. */
  private static final List<String> UNREAD =
      List.of("/usr/share/man/*", "/usr/share/locale/*", "/usr/share/doc/*", "/usr/share/info/*");

  void unpack(Path work, Path root) throws IOException {
    Path before = Files.createDirectories(work.resolve("before"));
    // An initial ramdisk with all drivers takes seconds to unpack.
    place(before.resolve("etc/initramfs-tools/conf.d/entrepot"), "MODULES=list\n");
    Path modules = before.resolve("usr/share/initramfs-tools/modules.d/entrepot");
    Files.createDirectories(modules.getParent());
    DebianFurniture.copy("modules", modules);
    Tool tool = new Tool("unpacking Debian's packages", work, PATIENCE);
    Ended ended = tool.run(words(work, root));
    if (ended.exit() != 0) {
      List<String> said = ended.errors().lines().filter(line -> !line.isBlank()).toList();
      throw new GuestNotBuilt(
          "mmdebstrap could not take %s from %s: %s"
              .formatted(
                  source.suite(),
                  source.from(),
                  String.join("; ", said.subList(Math.max(0, said.size() - LINES), said.size()))),
          "Look whether that address is served, whole, and signed by " + source.keyring() + ".");
    }
  }

  private List<String> words(Path work, Path root) throws IOException {
    // In namespaces of its own: whenever it ends, its mounts and processes have ended too.
    List<String> words =
        new ArrayList<>(
            List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "mmdebstrap"));
    words.addAll(
        List.of(
            "--mode=root",
            "--format=directory",
            "--variant=apt",
            "--architectures=" + source.architecture(),
            "--include=" + source.kernel() + "," + PACKAGES,
            "--aptopt=APT::Install-Recommends \"false\"",
            "--aptopt=Acquire::Languages \"none\""));
    UNREAD.forEach(path -> words.add("--dpkgopt=path-exclude=" + path));
    words.add("--dpkgopt=path-include=/usr/share/doc/*/copyright");
    words.add("--essential-hook=cp -a before/. \"$1\"");
    if (client.isPresent()) {
      // By a name that needs no quoting.
      Files.copy(client.get(), work.resolve("client.deb"), StandardCopyOption.REPLACE_EXISTING);
      words.add("--customize-hook=cp client.deb \"$1/client.deb\"");
      words.add("--customize-hook=chroot \"$1\" dpkg -i /client.deb && rm \"$1/client.deb\"");
    }
    words.add(source.suite());
    words.add(root.toString());
    words.add(
        "deb [signed-by=%s] %s %s main".formatted(source.keyring(), source.from(), source.suite()));
    return words;
  }

  private static void place(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
