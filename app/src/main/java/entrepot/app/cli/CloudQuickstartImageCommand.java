package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import entrepot.kit.config.Amounts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code entrepot cloud quickstart-image}: an image that instances can begin with. */
@CommandLine.Command(
    name = "quickstart-image",
    description = "Build a Debian image for instances, and import it.",
    footer = {
      "",
      "It has cloud-init for EC2's metadata, an SSH server (log in as admin, with the instance's",
      "key), and the client kit where its package is known. Packages come from the region's own",
      "mirror if its edge runs and mirrors a Debian, else from where this machine's apt has them.",
      "Needs root, mmdebstrap, grub-pc-bin and qemu-utils; files are on the server's machine."
    })
final class CloudQuickstartImageCommand extends OperatorCommand<Report.CloudQuickstartImage> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Where to import it (default: the only one, unless --output is given).")
  private @Nullable String region;

  @Option(names = "--tiny", description = "A busybox that is up within seconds, instead of Debian.")
  private boolean tiny;

  @Option(names = "--source", paramLabel = "URL", description = "The folder that has dists/ in it.")
  private @Nullable String source;

  @Option(names = "--suite", paramLabel = "SUITE", description = "Default: the source's first.")
  private @Nullable String suite;

  @Option(names = "--arch", paramLabel = "ARCH", description = "amd64 (default) or i386.")
  private String architecture = "amd64";

  @Option(names = "--keyring", paramLabel = "FILE", description = "Who signs the source.")
  private @Nullable Path keyring;

  @Option(
      names = "--client",
      paramLabel = "FILE",
      description = "The client kit's .deb (default: the one of this build, if it is there).")
  private @Nullable Path client;

  @Option(names = "--output", paramLabel = "FILE", description = "Write the image there, as qcow2.")
  private @Nullable Path output;

  @Option(names = "--name", paramLabel = "NAME", description = "Default: made of suite and time.")
  private @Nullable String name;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "Of its disk, such as 4GiB (default: 2GiB; tiny: 64MiB).")
  private @Nullable String size;

  @Override
  List<Command.CloudQuickstartImage> commands(Supplier<Configuration> configuration) {
    return List.of(
        new Command.CloudQuickstartImage(
            Optional.ofNullable(region),
            tiny,
            Optional.ofNullable(source),
            Optional.ofNullable(suite),
            architecture,
            path(keyring),
            path(client),
            path(output),
            Optional.ofNullable(name),
            Optional.ofNullable(size).map(this::bytes)));
  }

  private long bytes(String text) {
    return Amounts.bytes(text)
        .orElseThrow(() ->
            new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "'%s' is no size; write it as 4GiB.".formatted(text)));
  }

  private static Optional<String> path(@Nullable Path file) {
    return Optional.ofNullable(file).map(each -> each.toAbsolutePath().normalize().toString());
  }

  @Override
  void show(Report.CloudQuickstartImage report, PrintWriter out) {
    report.file().ifPresent(file -> out.printf("written: %s%n", file));
    report.image().ifPresent(out::println);
  }
}
