package entrepot.app.cli;

import entrepot.app.command.Report;
import java.io.PrintWriter;

/** A command that shows the keys when it is done. */
abstract class KeysAct extends OperatorCommand<Report.Keys> {
  @Override
  void show(Report.Keys keys, PrintWriter out) {
    out.println("heads are signed by " + String.join(", ", keys.ids()));
    out.println("edges need the files of " + keys.trust());
  }
}
