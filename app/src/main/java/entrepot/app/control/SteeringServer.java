package entrepot.app.control;

import entrepot.app.config.SteeringConfiguration;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import entrepot.kit.listen.Request;
import entrepot.steering.SteeringHandler;
import java.net.URI;
import java.nio.file.Path;

/** Answers mirror lists, over the file that the control plane publishes. */
final class SteeringServer implements AutoCloseable {
  private final SteeringConfiguration configuration;
  private final SteeringHandler handler;
  private final Listener listener;

  SteeringServer(SteeringConfiguration configuration, Path file) {
    this.configuration = configuration;
    this.handler = new SteeringHandler(file);
    this.listener =
        Listener.of(
            new Binding.Tcp(
                configuration.listen().getAddress().getHostAddress(),
                configuration.listen().getPort()),
            Limits.DEFAULT,
            this::answer);
  }

  void start() {
    listener.start();
  }

  private Answer answer(Request request) {
    SteeringHandler.Answer answer =
        handler.handle(request.method(), request.path(), request::query);
    Answer whole = Answer.of(answer.status(), answer.contentType(), answer.body());
    for (var header : answer.headers().entrySet()) {
      whole = whole.with(header.getKey(), header.getValue());
    }
    return whole;
  }

  /** As clients see it. */
  String url() {
    return configuration.url().map(URI::toString).orElseGet(() -> "http://" + listener.address());
  }

  @Override
  public void close() {
    listener.close();
  }
}
