package entrepot.kit.listen;

import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SocketAddressImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Makes a unix socket that nobody else can open at any instant: bound inside a folder of mode 0700,
 * restricted to 0600, then renamed to its place, over what a killed process left there.
 */
final class SocketFile implements AutoCloseable {
  /** What Linux's sockaddr_un holds, less the terminating zero. */
  private static final int MAX_LENGTH = 107;

  private final Binding binding;
  private final @Nullable Path folder;
  private final SocketAddress address;

  private SocketFile(Binding binding, @Nullable Path folder, SocketAddress address) {
    this.binding = binding;
    this.folder = folder;
    this.address = address;
  }

  static SocketFile of(Binding binding) {
    return switch (binding) {
      case Binding.Tcp tcp ->
          // To Vert.x 0 is another port for each event loop, and -1 a free one that all share.
          new SocketFile(
              binding, null, new SocketAddressImpl(tcp.port() == 0 ? -1 : tcp.port(), tcp.host()));
      case Binding.Unix unix -> {
        try {
          Path parent = unix.path().toAbsolutePath().getParent();
          Path folder =
              Files.createTempDirectory(
                  parent,
                  ".s",
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rwx------")));
          yield inside(unix, folder);
        } catch (IOException e) {
          throw new CannotListen(binding, e.toString(), e);
        }
      }
    };
  }

  private static SocketFile inside(Binding.Unix unix, Path folder) throws IOException {
    Path socket = folder.resolve("s");
    boolean fits =
        socket.toString().length() <= MAX_LENGTH && unix.path().toString().length() <= MAX_LENGTH;
    if (!fits) {
      Files.delete(folder);
      throw new CannotListen(
          unix, "the path is too long for a unix socket; choose a shorter folder", null);
    }
    return new SocketFile(unix, folder, SocketAddress.domainSocketAddress(socket.toString()));
  }

  /** What to bind. */
  SocketAddress address() {
    return address;
  }

  /** Puts the bound socket in its place. */
  void publish() {
    if (folder == null || !(binding instanceof Binding.Unix unix)) {
      return;
    }
    try {
      Path bound = folder.resolve("s");
      Files.setPosixFilePermissions(bound, PosixFilePermissions.fromString("rw-------"));
      Files.move(bound, unix.path(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CannotListen(binding, e.toString(), e);
    }
  }

  /** Removes the temporary folder. */
  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve("s"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new CannotListen(binding, e.toString(), e);
    }
  }

  /** Removes the socket of a listener that has stopped. */
  static void remove(Binding binding) {
    if (binding instanceof Binding.Unix unix) {
      try {
        Files.deleteIfExists(unix.path());
      } catch (IOException e) {
        throw new CannotListen(binding, e.toString(), e);
      }
    }
  }
}
