package entrepot.collect.wheels;

import entrepot.collect.wheels.sandbox.SandboxUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where builders, logs and what is remembered of builds lie. All of it can be lost: it is made
 * again.
 *
 * <pre>
 *   TREE/builders/         the roots of its platforms
 *   TREE/PLATFORM/built/   what wheels were built from
 *   TREE/PLATFORM/log/     what each project's last build printed
 *   TREE/outcomes.json     what became of every constraint in the last run
 *   TREE/making/           what is being built; emptied by each run
 * </pre>
 *
 * @param top the folder
 * @param sockets a folder with a short path that only this user enters, for unix sockets
 */
public record WheelsFolder(Path top, Path sockets) {
  public WheelsFolder {
    top = top.toAbsolutePath().normalize();
  }

  Path builders(String tree) {
    return top.resolve(tree).resolve("builders");
  }

  Path built(String tree, String platform) {
    return top.resolve(tree).resolve(platform).resolve("built");
  }

  /** What the last build of that project printed. */
  public Path log(String tree, String platform, String project) {
    return top.resolve(tree).resolve(platform).resolve("log").resolve(project + ".log");
  }

  Path outcomes(String tree) {
    return top.resolve(tree).resolve("outcomes.json");
  }

  /** An empty folder for what a run of that tree makes. */
  Path making(String tree) {
    return emptied(top.resolve(tree).resolve("making"));
  }

  /** An empty folder for the sockets of a run of that tree, which nobody else can have made. */
  Path sockets(String tree) {
    try {
      Files.createDirectories(sockets);
      if (!Files.getOwner(sockets).getName().equals(System.getProperty("user.name"))) {
        throw new SandboxUnavailable(sockets + " belongs to somebody else", null);
      }
      Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("preparing " + sockets, e);
    }
    return emptied(sockets.resolve(tree));
  }

  /** Removes what only a run needs. */
  void clear(String tree) {
    try {
      Folders.delete(making(tree));
      Folders.delete(sockets.resolve(tree));
      Files.deleteIfExists(sockets);
    } catch (DirectoryNotEmptyException e) {
      // Another tree's run is there.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("clearing " + sockets, e);
    }
  }

  private static Path emptied(Path folder) {
    try {
      Folders.delete(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("preparing " + folder, e);
    }
  }
}
