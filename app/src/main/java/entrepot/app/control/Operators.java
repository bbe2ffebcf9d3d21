package entrepot.app.control;

import entrepot.app.command.Operator;
import entrepot.app.config.Configuration;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Finds who carries out commands: the running server, else this process with the lock. */
public final class Operators {
  private Operators() {}

  /** The server's operator if one answers; else the state folder is locked and opened here. */
  public static Operator connect(Configuration configuration) {
    Path socket = new StateFolder(configuration.state()).socket();
    return answers(socket)
        ? new RemoteOperator(socket)
        : LocalOperator.alone(configuration, InstantSource.system());
  }

  private static boolean answers(Path socket) {
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException _) {
      // A socket file that a killed server left behind.
      return false;
    }
  }
}
