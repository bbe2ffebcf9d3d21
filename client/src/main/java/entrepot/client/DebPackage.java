package entrepot.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vafer.jdeb.Console;
import org.vafer.jdeb.DataConsumer;
import org.vafer.jdeb.DataProducer;
import org.vafer.jdeb.DebMaker;
import org.vafer.jdeb.PackagingException;
import org.vafer.jdeb.shaded.commons.compress.archivers.tar.TarArchiveEntry;

/** The kit as a Debian package. */
final class DebPackage {
  private static final Logger log = LoggerFactory.getLogger(DebPackage.class);
  private static final List<String> CONTROL = List.of("control", "postinst", "prerm", "postrm");

  private DebPackage() {}

  /** Writes {@code entrepot-client_VERSION_all.deb}. */
  static Path write(ClientKit kit, Path folder) throws IOException {
    Path deb = folder.resolve(ClientKit.NAME + "_" + kit.version() + "_all.deb");
    var content = new ArrayList<DataProducer>();
    var configuration = new ArrayList<DataProducer>();
    for (PackagedFile file : files(kit)) {
      content.add(consumer -> add(file, kit, consumer));
      if (file.configuration()) {
        configuration.add(consumer -> add(file, kit, consumer));
      }
    }
    content.add(consumer -> consumer.onEachDir(folder(kit)));
    Path control = Files.createTempDirectory(folder, "control");
    try {
      for (String name : CONTROL) {
        Files.writeString(control.resolve(name), kit.script("deb", name));
      }
      var maker = new DebMaker(new LoggedConsole(), content, configuration);
      maker.setDeb(deb.toFile());
      maker.setControl(control.toFile());
      maker.setResolver(name -> name.equals("version") ? kit.version() : null);
      maker.setOutputTimestampMs(kit.time().toEpochMilli());
      maker.validate();
      maker.makeDeb();
    } catch (PackagingException e) {
      throw new IOException("cannot make " + deb, e);
    } finally {
      for (String name : CONTROL) {
        Files.deleteIfExists(control.resolve(name));
      }
      Files.delete(control);
    }
    return deb;
  }

  private static List<PackagedFile> files(ClientKit kit) throws IOException {
    var files = new ArrayList<>(kit.files());
    files.removeIf(file -> file.path().contains("/system-preset/"));
    files.add(
        ClientKit.text("/usr/share/doc/entrepot-client/copyright", kit.script("deb", "copyright")));
    return files;
  }

  private static void add(PackagedFile file, ClientKit kit, DataConsumer consumer)
      throws IOException {
    var entry = new TarArchiveEntry("." + file.path(), true);
    entry.setSize(file.bytes().length);
    entry.setMode(file.mode());
    own(entry, kit);
    consumer.onEachFile(new ByteArrayInputStream(file.bytes()), entry);
  }

  private static TarArchiveEntry folder(ClientKit kit) {
    var entry = new TarArchiveEntry("." + ClientKit.STATE + "/", true);
    entry.setMode(0755);
    own(entry, kit);
    return entry;
  }

  private static void own(TarArchiveEntry entry, ClientKit kit) {
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setModTime(kit.time().toEpochMilli());
  }

  /** jdeb's messages, as the build's. */
  private static final class LoggedConsole implements Console {
    @Override
    public void debug(String message) {
      log.trace(message);
    }

    @Override
    public void info(String message) {
      log.trace(message);
    }

    @Override
    public void warn(String message) {
      log.warn(message);
    }
  }
}
