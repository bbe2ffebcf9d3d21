package entrepot.app.cli;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code entrepot cloud import-image}: the first images of a region. */
@CommandLine.Command(
    name = "import-image",
    description = "Make an image of a disk file, a kernel or a ramdisk.",
    footer = {
      "",
      "A disk's format is stated, never guessed; files that stand on others are refused."
    })
final class CloudImportCommand extends OperatorCommand<Report.CloudImported> {
  @Parameters(paramLabel = "FILE", description = "On the server's machine.")
  private Path file = Path.of("");

  @Option(names = "--region", required = true, paramLabel = "REGION", description = "Where to.")
  private String region = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "machine (default), kernel or ramdisk.")
  private String kind = "machine";

  @Option(names = "--format", paramLabel = "FORMAT", description = "qcow2 (default) or raw.")
  private String format = "qcow2";

  @Option(names = "--name", paramLabel = "NAME", description = "Default: the file's name.")
  private @Nullable String name;

  @Option(names = "--architecture", paramLabel = "ARCH", description = "x86_64 (default) or i386.")
  private String architecture = "x86_64";

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description = "Whose it is (default: the first that is configured).")
  private @Nullable String account;

  @Option(
      names = "--instance-store",
      description = "Instances get a root that vanishes with them; without: a volume.")
  private boolean instanceStore;

  @Option(names = "--kernel", paramLabel = "AKI", description = "A kernel image to boot it with.")
  private @Nullable String kernel;

  @Option(names = "--ramdisk", paramLabel = "ARI", description = "A ramdisk image to boot it with.")
  private @Nullable String ramdisk;

  @Option(names = "--public", description = "Every account may launch it.")
  private boolean everybody;

  @Override
  List<Command.CloudImport> commands(Supplier<Configuration> configuration) {
    return List.of(
        new Command.CloudImport(
            region,
            file.toAbsolutePath().normalize().toString(),
            kind,
            format,
            name == null ? String.valueOf(file.getFileName()) : name,
            architecture,
            Optional.ofNullable(account),
            !instanceStore,
            Optional.ofNullable(kernel),
            Optional.ofNullable(ramdisk),
            everybody));
  }

  @Override
  void show(Report.CloudImported report, PrintWriter out) {
    out.println(report.image());
  }
}
