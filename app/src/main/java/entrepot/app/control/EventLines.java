package entrepot.app.control;

import entrepot.app.command.Commands;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events to a caller, as lines of JSON; falls silent when the caller has gone. */
final class EventLines implements Consumer<AdminEvent> {
  private static final Logger log = LoggerFactory.getLogger(EventLines.class);

  private final OutputStream out;
  private boolean gone;

  EventLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public synchronized void accept(AdminEvent event) {
    if (gone) {
      return;
    }
    try {
      out.write(Commands.json().writeValueAsBytes(event));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      gone = true;
      log.info("the caller has gone; its command goes on: {}", e.toString());
    }
  }
}
