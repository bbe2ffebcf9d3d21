package entrepot.app.control;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import java.util.Map;

/** Changes the keys that heads are signed with, and records it. */
final class KeysOperation {
  private final ControlPlane plane;
  private final String who;

  KeysOperation(ControlPlane plane, String who) {
    this.plane = plane;
    this.who = who;
  }

  Report.Keys list() {
    return new Report.Keys(plane.replicas().keyIds(), plane.folder().trust().toString());
  }

  Report.Keys rotate() {
    String id = plane.replicas().rotateKey();
    plane.ledger().journal().append(who, "key added", id, Map.of());
    return list();
  }

  Report.Keys retire(Command.KeysRetire command) {
    plane.replicas().retireKey(command.id());
    plane.ledger().journal().append(who, "key retired", command.id(), Map.of());
    return list();
  }
}
