package entrepot.app.cloud;

import entrepot.app.command.Busy;
import entrepot.app.command.Command;
import entrepot.app.command.NotFound;
import entrepot.app.command.Report;
import entrepot.app.config.CloudConfiguration;
import entrepot.app.config.Configuration;
import entrepot.kit.Progress;
import entrepot.vm.guest.DebianGuest;
import entrepot.vm.guest.DebianSource;
import entrepot.vm.guest.TinyGuest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Builds images to begin with, and imports them into the lab cloud. */
public final class QuickstartImageOperation {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final long TINY = 64L << 20;
  private static final long DEBIAN = 2L << 30;

  /** One at a time, of this process; another cannot have the state folder meanwhile. */
  private static final ReentrantLock ALONE = new ReentrantLock();

  private final Configuration configuration;
  private final Path folder;
  private final CloudOperation cloud;
  private final InstantSource clock;
  private final QuickstartSource sources;

  /**
   * On that cloud.
   *
   * @param folder of the lab cloud
   * @param edges the addresses of the edges that run, by their regions
   */
  public QuickstartImageOperation(
      Configuration configuration,
      Path folder,
      CloudOperation cloud,
      InstantSource clock,
      Supplier<Map<String, String>> edges) {
    this.configuration = configuration;
    this.folder = folder;
    this.cloud = cloud;
    this.clock = clock;
    this.sources = new QuickstartSource(configuration, edges);
  }

  /** Builds one; what could not be finished leaves nothing. */
  public Report.CloudQuickstartImage run(Command.CloudQuickstartImage command, Progress progress) {
    Optional<String> region = region(command);
    if (region.isPresent()) {
      // Before minutes are spent on what nobody would take.
      var _ = cloud.status();
    }
    if (!ALONE.tryLock()) {
      throw new Busy("an image is being built already", "Try it again when that is done.");
    }
    Path work = folder.resolve(".quickstart-image");
    try (WorkFolder _ = WorkFolder.begin(work)) {
      Path image = work.resolve("image.qcow2");
      Built built =
          command.tiny()
              ? tiny(command, work, image)
              : debian(command, region, work, image, progress);
      return done(command, region, image, built, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ALONE.unlock();
    }
  }

  private Built debian(
      Command.CloudQuickstartImage command,
      Optional<String> region,
      Path work,
      Path image,
      Progress progress) {
    DebianSource source = sources.of(command, region);
    Optional<Path> client = command.client().map(Path::of).or(ClientPackage::ofThisBuild);
    progress.note("Debian %s from %s".formatted(source.suite(), source.from()));
    if (client.isEmpty()) {
      progress.note("without the client kit, whose package is not there; --client names it");
    }
    new DebianGuest(source, client, sources.names(region), command.bytes().orElse(DEBIAN))
        .build(work, image, progress);
    return new Built(
        "debian-%s-%s".formatted(source.suite(), source.architecture()),
        source.machine(),
        source.from() + " " + source.suite(),
        client.isPresent());
  }

  private static Built tiny(Command.CloudQuickstartImage command, Path work, Path image) {
    if (!command.architecture().equals("amd64")) {
      throw new CloudUnavailable("the tiny image is for amd64 alone", "Leave out --arch.");
    }
    TinyGuest.build(work).image(image, command.bytes().orElse(TINY));
    return new Built("tiny-amd64", "x86_64", "this machine's busybox and kernels", false);
  }

  private Report.CloudQuickstartImage done(
      Command.CloudQuickstartImage command,
      Optional<String> region,
      Path image,
      Built built,
      Progress progress)
      throws IOException {
    String name =
        command.imageName().orElseGet(() -> built.kind() + "-" + TIME.format(clock.instant()));
    Optional<String> imported = Optional.empty();
    if (region.isPresent()) {
      progress.stage("import");
      imported = Optional.of(imported(region.get(), image, name, built.machine()));
    }
    if (command.output().isPresent()) {
      Path output = Path.of(command.output().get());
      Path part = output.resolveSibling("." + output.getFileName() + ".part");
      try {
        Files.copy(image, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, output, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    }
    return new Report.CloudQuickstartImage(
        name, built.source(), built.client(), command.output(), region, imported);
  }

  private String imported(String region, Path image, String name, String machine) {
    return cloud
        .importImage(
            new Command.CloudImport(
                region,
                image.toString(),
                "machine",
                "qcow2",
                name,
                machine,
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                true))
        .image();
  }

  private Optional<String> region(Command.CloudQuickstartImage command) {
    List<String> all =
        configuration.cloud().map(CloudConfiguration::regions).stream()
            .flatMap(regions -> regions.keySet().stream())
            .toList();
    if (command.region().isPresent()) {
      String wanted = command.region().get();
      if (!all.contains(wanted)) {
        throw new NotFound("region of the lab cloud", wanted, all);
      }
      return command.region();
    }
    if (command.output().isPresent()) {
      return Optional.empty();
    }
    if (all.size() != 1) {
      throw all.isEmpty()
          ? CloudSupply.notConfigured()
          : new CloudUnavailable(
              "the lab cloud has the regions " + String.join(", ", all),
              "Say --region or --output.");
    }
    return Optional.of(all.getFirst());
  }

  private record Built(String kind, String machine, String source, boolean client) {}
}
