package entrepot.app.control;

import entrepot.app.command.Busy;
import entrepot.app.command.Command;
import entrepot.app.command.CommandFailed;
import entrepot.app.command.Commands;
import entrepot.app.command.Operator;
import entrepot.app.command.Report;
import entrepot.kit.Progress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.parsetools.RecordParser;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has commands carried out by the server behind a unix socket. */
public final class RemoteOperator implements Operator {
  private static final int MAX_LINE = 64 * 1024 * 1024;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  private final HttpClient client = vertx.createHttpClient();
  private final Path socket;

  public RemoteOperator(Path socket) {
    this.socket = socket;
  }

  @Override
  public <R extends Report> R run(Command<R> command, Progress progress) {
    BlockingQueue<Optional<byte[]>> lines = new LinkedBlockingQueue<>();
    Future<HttpClientResponse> sent =
        client
            .request(
                new RequestOptions()
                    .setServer(SocketAddress.domainSocketAddress(socket.toString()))
                    .setHost("localhost")
                    .setMethod(HttpMethod.POST)
                    .setURI("/v1/commands/" + command.name()))
            .compose(
                request -> request.send(Buffer.buffer(Commands.json().writeValueAsBytes(command))))
            .map(answer -> {
              RecordParser parser = RecordParser.newDelimited("\n", answer).maxRecordSize(MAX_LINE);
              parser.handler(line -> lines.add(Optional.of(line.getBytes())));
              parser.exceptionHandler(_ -> lines.add(Optional.empty()));
              parser.endHandler(_ -> lines.add(Optional.empty()));
              return answer;
            });
    HttpClientResponse response = answered(sent, command.name());
    if (response.statusCode() != 200) {
      throw new CommandFailed(
          "the server behind %s refused '%s' with status %d"
              .formatted(socket, command.name(), response.statusCode()),
          "Use the same version of the command line and the server.",
          1);
    }
    return follow(command, lines, progress);
  }

  private HttpClientResponse answered(Future<HttpClientResponse> sent, String word) {
    try {
      return sent.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Busy(
          "the server behind %s did not take '%s' within 30 s".formatted(socket, word),
          "Look at its log; if it hangs, stop it and start it again: nothing is lost.");
    }
  }

  private <R extends Report> R follow(
      Command<R> command, BlockingQueue<Optional<byte[]>> lines, Progress progress) {
    try {
      for (Optional<byte[]> line = lines.take(); line.isPresent(); line = lines.take()) {
        AdminEvent event = Commands.json().readValue(line.get(), AdminEvent.class);
        if (event.report() != null && !event.report().isNull()) {
          return Commands.json().treeToValue(event.report(), command.report());
        }
        if (event.failure() != null) {
          AdminEvent.Failed failed = event.failure();
          throw new CommandFailed(failed.message(), failed.next(), failed.exit());
        }
        tell(event, progress);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Busy(
        "the server went away before '%s' was done".formatted(command.name()),
        "Run it again: whatever was begun is completed or was not shown to anybody.");
  }

  private static void tell(AdminEvent event, Progress progress) {
    if (event.stage() != null) {
      progress.stage(event.stage());
    } else if (event.expect() != null) {
      progress.expect(event.expect().files(), event.expect().bytes());
    } else if (event.done() != null) {
      progress.done(event.done().files(), event.done().bytes());
    } else if (event.note() != null) {
      progress.note(event.note());
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
