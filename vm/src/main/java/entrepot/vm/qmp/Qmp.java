package entrepot.vm.qmp;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A connection to one QEMU. Commands may be given from any thread; events come one after another on
 * a thread of their own, which may give commands too.
 */
public final class Qmp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Qmp.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_LINE = 4 << 20;
  private static final int MOST_WAITING = 1024;
  private static final QmpEvent END = new QmpEvent("", JSON.createObjectNode());

  private final SocketChannel channel;
  private final Lines lines;
  private final Duration patience;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final BlockingQueue<QmpEvent> events = new ArrayBlockingQueue<>(MOST_WAITING);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final BlockingQueue<String> outgoing = new ArrayBlockingQueue<>(MOST_WAITING);

  private Qmp(SocketChannel channel, Duration patience) {
    this.channel = channel;
    this.lines = new Lines(channel, LONGEST_LINE);
    this.patience = patience;
  }

  /**
   * Connects to a QEMU that listens.
   *
   * @param patience for each answer
   * @throws IOException if nobody listens there
   * @throws QmpFailure if who listens does not answer as QEMU does
   */
  public static Qmp connect(Path socket, Duration patience, Consumer<QmpEvent> listener)
      throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    Qmp qmp = new Qmp(channel, patience);
    try {
      CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
      qmp.waiting.put("", greeting);
      Thread.ofVirtual().name("qmp " + socket).start(qmp::read);
      Thread.ofVirtual().name("qmp commands " + socket).start(qmp::write);
      Thread.ofVirtual().name("qmp events " + socket).start(() -> qmp.tell(listener));
      qmp.await("greeting", greeting);
      qmp.call("qmp_capabilities", Map.of());
      return qmp;
    } catch (QmpFailure e) {
      qmp.close();
      throw e;
    }
  }

  /** Gives a command and waits for what it returns. */
  public JsonNode call(String command, Map<String, ?> arguments) {
    String id = Long.toString(lastId.incrementAndGet());
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("execute", command);
    message.put("arguments", arguments);
    message.put("id", id);
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    try {
      if (!outgoing.offer(JSON.writeValueAsString(message) + "\n")) {
        throw QmpFailure.silent(command, MOST_WAITING + " commands wait", null);
      }
      JsonNode found = await(command, answer);
      if (found.has("error")) {
        throw QmpFailure.refused(command, found.at("/error/desc").asString("no reason given"));
      }
      return found.path("return");
    } finally {
      waiting.remove(id);
    }
  }

  /** Completes when the connection has ended, by whichever side. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("closing the connection to a QEMU", e);
    }
  }

  /** On a thread of its own: to interrupt one that writes to a channel closes the channel. */
  private void write() {
    try {
      for (String message = outgoing.take(); !message.isEmpty(); message = outgoing.take()) {
        ByteBuffer bytes = ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode await(String command, CompletableFuture<JsonNode> answer) {
    if (ended.isDone()) {
      throw QmpFailure.silent(command, "the connection has ended", null);
    }
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw QmpFailure.silent(command, "no answer within " + patience, e);
    } catch (ExecutionException e) {
      throw QmpFailure.silent(command, "the connection has ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QmpFailure.silent(command, "interrupted", e);
    }
  }

  private void read() {
    IOException end = new IOException("QEMU closed the connection");
    try {
      for (String line = lines.next(); line != null; line = lines.next()) {
        take(JSON.readTree(line));
      }
    } catch (IOException e) {
      end = e;
    } catch (JacksonException e) {
      log.warn("QEMU sent what is not JSON: {}", e.getOriginalMessage());
      end = new IOException("QEMU sent what is not JSON", e);
    } finally {
      close();
      ended.complete(null);
      for (CompletableFuture<JsonNode> answer : waiting.values()) {
        answer.completeExceptionally(end);
      }
      outgoing.clear();
      var _ = outgoing.offer("");
      if (!events.offer(END)) {
        events.clear();
        events.add(END);
      }
    }
  }

  private void take(JsonNode message) {
    if (message.has("event")) {
      QmpEvent event = new QmpEvent(message.path("event").asString(""), message.path("data"));
      if (!events.offer(event)) {
        log.warn("{} events of a QEMU wait: {} is dropped", MOST_WAITING, event.name());
      }
      return;
    }
    CompletableFuture<JsonNode> answer =
        waiting.get(message.has("QMP") ? "" : message.path("id").asString("none"));
    if (answer != null) {
      answer.complete(message);
    }
  }

  private void tell(Consumer<QmpEvent> listener) {
    try {
      for (QmpEvent event = events.take(); !event.name().isEmpty(); event = events.take()) {
        try {
          listener.accept(event);
        } catch (RuntimeException e) {
          log.warn("handling {} of a QEMU", event.name(), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
