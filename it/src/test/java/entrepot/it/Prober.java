package entrepot.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Connects to an instance again and again: to the port that its group opens, which must succeed,
 * and to one that it does not open, which must not. One connection stays open all the time.
 */
final class Prober implements AutoCloseable {
  static final int OPEN = 80;
  static final int SHUT = 81;
  private static final int PATIENCE = 30_000;
  private static final int GLANCE = 400;

  private final String address;
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private final Thread thread;
  private volatile boolean shut = true;
  private volatile boolean closed;

  Prober(String address) {
    this.address = address;
    this.thread = Thread.ofVirtual().start(this::probe);
  }

  /** Whether the other port is to be shut from now on. */
  void shut(boolean shut) {
    this.shut = shut;
  }

  /** What went wrong up to now. */
  List<String> wrong() {
    return wrong;
  }

  int rounds() {
    return rounds.get();
  }

  /** Whether a connection to that port opens and echoes. */
  boolean reaches(int port, int patience) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), patience);
      socket.setSoTimeout(patience);
      return echoes(socket, reader(socket));
    } catch (IOException _) {
      return false;
    }
  }

  /** Says something at an open port. */
  static void tell(String address, String line) {
    try (Socket socket = new Socket(address, OPEN)) {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      // Until the other end has read it, and is gone or answers.
      socket.setSoTimeout(PATIENCE);
      int _ = socket.getInputStream().read();
    } catch (IOException _) {
      // What tells is the instance's state.
    }
  }

  private void probe() {
    try (Socket session = new Socket(address, OPEN)) {
      session.setSoTimeout(PATIENCE);
      BufferedReader answers = reader(session);
      while (!closed) {
        if (!echoes(session, answers)) {
          wrong.add("the session was cut in round " + rounds);
        }
        if (!reaches(OPEN, PATIENCE)) {
          wrong.add("the open port was shut in round " + rounds);
        }
        boolean wanted = shut;
        if (wanted && reaches(SHUT, GLANCE) && shut) {
          wrong.add("the shut port was open in round " + rounds);
        }
        rounds.incrementAndGet();
        LockSupport.parkNanos(50_000_000);
      }
    } catch (IOException | RuntimeException e) {
      wrong.add("the session ended in round " + rounds + ": " + e);
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static boolean echoes(Socket socket, BufferedReader answers) throws IOException {
    socket.getOutputStream().write("a\n".getBytes(StandardCharsets.UTF_8));
    return "a".equals(answers.readLine());
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
