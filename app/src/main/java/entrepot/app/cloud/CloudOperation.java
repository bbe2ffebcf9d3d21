package entrepot.app.cloud;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.CloudConfiguration;
import entrepot.app.config.Configuration;
import entrepot.cloud.CloudReport;
import entrepot.cloud.LabCloud;
import entrepot.cloud.volume.ImportedImage;
import entrepot.ledger.CloudRecords;
import entrepot.vm.disk.DiskFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out the commands on the lab cloud. */
public final class CloudOperation {
  private final Configuration configuration;
  private final Path folder;
  private final CloudRecords ledger;
  private final InstantSource clock;
  private final Supplier<Optional<LabCloud>> running;

  /**
   * On that cloud.
   *
   * @param running the one of this process, if there is one
   */
  public CloudOperation(
      Configuration configuration,
      Path folder,
      CloudRecords ledger,
      InstantSource clock,
      Supplier<Optional<LabCloud>> running) {
    this.configuration = configuration;
    this.folder = folder;
    this.ledger = ledger;
    this.clock = clock;
    this.running = running;
  }

  /** What stands. */
  public Report.CloudStatus status() {
    CloudReport report = cloud().report();
    return new Report.CloudStatus(
        report.acceleration(),
        report.usedMiB(),
        report.memoryMiB(),
        report.regions().stream()
            .map(each ->
                new Report.CloudRegionRow(
                    each.name(),
                    each.endpoint(),
                    each.s3().map(URI::toString),
                    each.instances(),
                    each.volumes(),
                    each.images()))
            .toList());
  }

  /** What is answered. */
  public Report.CloudActionList actions() {
    return new Report.CloudActionList(cloud().actions());
  }

  /** What was used. */
  public Report.CloudUsage usage() {
    return new Report.CloudUsage(
        cloud().usage().stream()
            .map(each ->
                new Report.CloudUsageRow(
                    each.region(), each.account(), each.instanceHours(), each.volumeGibHours()))
            .toList());
  }

  /** Makes an image of a file. */
  public Report.CloudImported importImage(Command.CloudImport command) {
    ImportedImage as =
        new ImportedImage(
            command.account().orElseGet(() -> configured().accounts().firstKey()),
            command.imageName(),
            "",
            command.architecture(),
            command.volumeRoot() ? ImportedImage.Root.EBS : ImportedImage.Root.INSTANCE_STORE,
            command.kernel().orElse(null),
            command.ramdisk().orElse(null),
            command.everybody(),
            false);
    Path file = Path.of(command.file());
    String image =
        switch (command.kind()) {
          case "machine" -> cloud().importImage(command.region(), file, format(command), as);
          case "kernel" -> cloud().importKernel(command.region(), file, as);
          case "ramdisk" -> cloud().importRamdisk(command.region(), file, as);
          default ->
              throw new CloudUnavailable(
                  "'%s' is no kind of image".formatted(command.kind()),
                  "It is machine, kernel or ramdisk.");
        };
    return new Report.CloudImported(command.region(), image);
  }

  private static DiskFormat format(Command.CloudImport command) {
    try {
      return DiskFormat.valueOf(command.format().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new CloudUnavailable(
          "'%s' is no format of a disk here".formatted(command.format()), "It is raw or qcow2.");
    }
  }

  /** Ends machines and networks; also those that a killed process left. */
  public Report.CloudEnded down() {
    Optional<LabCloud> here = running.get();
    if (here.isPresent()) {
      here.get().down();
    } else {
      try (LabCloud left =
          LabCloud.start(new CloudSupply().plan(configured(), folder), ledger, clock)) {
        left.down();
      }
    }
    return new Report.CloudEnded();
  }

  private LabCloud cloud() {
    CloudConfiguration wanted = configured();
    LabCloud cloud =
        running
            .get()
            .orElseThrow(() ->
                new CloudUnavailable(
                    "the lab cloud with its %d regions is not running"
                        .formatted(wanted.regions().size()),
                    "Start 'entrepot up' or 'entrepot cloud up'."));
    if (cloud.isDown()) {
      throw new CloudUnavailable(
          "the lab cloud was taken down, and the server that had it runs on without it",
          "Stop that server and start it again.");
    }
    return cloud;
  }

  private CloudConfiguration configured() {
    return configuration.cloud().orElseThrow(CloudSupply::notConfigured);
  }
}
