package entrepot.app.cli;

import entrepot.app.command.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class VersionLine implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"entrepot " + Version.current()};
  }
}
