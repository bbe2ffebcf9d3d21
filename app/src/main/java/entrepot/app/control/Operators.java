package entrepot.app.control;

import entrepot.app.command.Operator;
import entrepot.app.config.Configuration;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Finds who carries out commands: the running server, else this process with the lock. */
public final class Operators {
  private Operators() {}

  /** The server's operator if one answers; else the state folder is locked and opened here. */
  public static Operator connect(Configuration configuration) {
    return running(configuration.state())
        .orElseGet(() -> LocalOperator.alone(configuration, InstantSource.system()));
  }

  /** The operator of the server that works in this state folder, if one answers. */
  public static Optional<Operator> running(Path state) {
    Path socket = new StateFolder(state).socket();
    return answers(socket) ? Optional.of(new RemoteOperator(socket)) : Optional.empty();
  }

  private static boolean answers(Path socket) {
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException _) {
      // A socket file that a killed server left behind.
      return false;
    }
  }
}
