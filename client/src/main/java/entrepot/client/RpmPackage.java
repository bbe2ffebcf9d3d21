package entrepot.client;

import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.EQUAL;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.INTERPRETER;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.LESS;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.RPMLIB;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.SCRIPT_POST;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.SCRIPT_POSTUN;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.SCRIPT_PREUN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.packager.rpm.FileFlags;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderContext;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.FileInformation;
import org.eclipse.packager.rpm.build.RpmBuilder;

/** The kit as an RPM package. */
final class RpmPackage {
  private static final String RELEASE = "1";
  private static final List<String> REQUIRED =
      List.of("coreutils", "curl", "findutils", "gawk", "grep", "sed");

  private RpmPackage() {}

  /** Writes {@code entrepot-client-VERSION-1.noarch.rpm}. */
  static Path write(ClientKit kit, Path folder) throws IOException {
    Path rpm = folder.resolve(ClientKit.NAME + "-" + kit.version() + "-1.noarch.rpm");
    Files.deleteIfExists(rpm);
    var options = new BuilderOptions();
    options.setOpenOptions(
        new StandardOpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE});
    var version = new RpmVersion(kit.version(), RELEASE);
    try (var builder = new RpmBuilder(ClientKit.NAME, version, "noarch", rpm, options)) {
      describe(builder.getInformation());
      depend(builder);
      add(kit, builder.newContext());
      builder.setPostInstallationScript("/bin/sh", kit.script("rpm", "post"));
      builder.setPreRemoveScript("/bin/sh", kit.script("rpm", "preun"));
      builder.setPostRemoveScript("/bin/sh", kit.script("rpm", "postun"));
      builder.setHeaderCustomizer(
          header -> header.putInt(RpmTag.BUILDTIME, (int) kit.time().getEpochSecond()));
      builder.build();
    }
    return rpm;
  }

  private static void describe(RpmBuilder.PackageInformation information) {
    information.setSummary(ClientKit.SUMMARY);
    information.setDescription(
        """
        At boot it asks the cloud's metadata service for the availability zone, and writes what
        follows from it: the location variable of yum and dnf, mirror lists for apt, and optionally
        an index for pip. Outside a cloud nothing is written.\
        """);
    information.setLicense("Apache-2.0");
    information.setGroup("System Environment/Base");
    information.setVendor("The Entrepot authors");
    information.setPackager("The Entrepot authors");
    information.setUrl("https://entrepot.example.org/");
    information.setBuildHost("localhost");
    information.setSourcePackage("");
  }

  private static void depend(RpmBuilder builder) {
    for (String name : REQUIRED) {
      builder.addRequirement(name, "");
    }
    builder.addRequirement("/bin/sh", "", INTERPRETER, SCRIPT_POST);
    builder.addRequirement("/bin/sh", "", INTERPRETER, SCRIPT_PREUN);
    builder.addRequirement("/bin/sh", "", INTERPRETER, SCRIPT_POSTUN);
    builder.addRequirement("rpmlib(TildeInVersions)", "4.10.0-1", LESS, EQUAL, RPMLIB);
  }

  private static void add(ClientKit kit, BuilderContext context) throws IOException {
    for (PackagedFile file : kit.files()) {
      PackagedFile placed =
          file.path().startsWith("/etc/init.d/")
              ? file.at("/etc/rc.d" + file.path().substring(4))
              : file;
      context.addFile(placed.path(), placed.bytes(), information -> set(information, placed, kit));
    }
    for (String path :
        List.of(
            ClientKit.STATE,
            "/etc/entrepot",
            "/usr/lib/entrepot-client",
            "/usr/share/entrepot-client",
            "/usr/share/entrepot-client/templates",
            "/usr/share/doc/entrepot-client")) {
      context.addDirectory(path, information -> own(information, (short) 0755, kit));
    }
  }

  private static void set(FileInformation information, PackagedFile file, ClientKit kit) {
    own(information, (short) file.mode(), kit);
    if (file.configuration()) {
      // What the administrator changed stays at an upgrade.
      information.setFileFlags(EnumSet.of(FileFlags.CONFIGURATION, FileFlags.NOREPLACE));
    } else if (file.path().startsWith("/usr/share/doc/")) {
      information.setFileFlags(EnumSet.of(FileFlags.DOC));
    }
  }

  private static void own(FileInformation information, short mode, ClientKit kit) {
    information.setMode(mode);
    information.setUser("root");
    information.setGroup("root");
    information.setTimestamp(kit.time());
  }
}
