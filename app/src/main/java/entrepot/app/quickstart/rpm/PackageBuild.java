package entrepot.app.quickstart.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderContext;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.DigestAlgorithm;
import org.eclipse.packager.rpm.build.FileInformation;
import org.eclipse.packager.rpm.build.RpmBuilder;
import org.eclipse.packager.rpm.build.RpmFileNameProvider;
import org.eclipse.packager.rpm.coding.PayloadCoding;

/** Makes the file of one package: lead, signature, header, a cpio archive in gzip. */
final class PackageBuild {
  private PackageBuild() {}

  /**
   * Writes {@code name-version-release.arch.rpm} into the folder; one that is there is replaced.
   */
  static Path write(RpmPackageSpec spec, Path folder, RpmKey key) throws IOException {
    Path file = folder.resolve(spec.nevra() + ".rpm");
    RpmVersion version = new RpmVersion(null, spec.version(), spec.release());
    try (RpmBuilder builder =
        new RpmBuilder(spec.name(), version, spec.arch(), file, options(spec))) {
      RpmBuilder.PackageInformation about = builder.getInformation();
      about.setSummary(spec.summary());
      about.setDescription(spec.summary() + ".");
      about.setLicense("Apache-2.0");
      about.setUrl("https://example.org/");
      about.setBuildHost("localhost");
      about.setSourcePackage(
          spec.name() + "-" + spec.version() + "-" + spec.release() + ".src.rpm");
      BuilderContext content = builder.newContext();
      for (Payload each : spec.files()) {
        content.addFile(
            each.path(), each.bytes(), (FileInformation i) -> i.setTimestamp(spec.built()));
      }
      for (String needed : spec.requires()) {
        builder.addRequirement(needed, "");
      }
      builder.setHeaderCustomizer(
          header -> header.putInt(RpmTag.BUILDTIME, (int) spec.built().getEpochSecond()));
      builder.addSignatureProcessor(new HeaderSignature(key, spec.built()));
      builder.build();
    }
    Files.setLastModifiedTime(file, FileTime.from(spec.built()));
    return file;
  }

  private static BuilderOptions options(RpmPackageSpec spec) {
    BuilderOptions options = new BuilderOptions();
    options.setFileNameProvider(RpmFileNameProvider.DEFAULT_FILENAME_PROVIDER);
    options.setFileDigestAlgorithm(DigestAlgorithm.SHA256);
    // Every rpm reads gzip; packager 0.21 asks for the wrong capability when told to use zstd.
    options.setPayloadCoding(PayloadCoding.GZIP);
    options.setPayloadFlags(
        spec.files().stream().anyMatch(Payload.Noise.class::isInstance) ? "0" : "9");
    options.setOpenOptions(
        new StandardOpenOption[] {
          StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING
        });
    return options;
  }
}
