package entrepot.cloud.compute;

import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.StateReason;

/** The states of instances: their codes, and the reasons as AWS writes them. */
public final class States {
  /** Why a person's stop or termination happened. */
  public static final StateReason USER =
      reason("Client.UserInitiatedShutdown", "User initiated shutdown");

  /** The guest powered itself off. */
  public static final StateReason GUEST =
      reason("Client.InstanceInitiatedShutdown", "Instance initiated shutdown");

  /** The machine was never brought up. */
  static final StateReason INTERNAL = reason("Server.InternalError", "Internal error on launch");

  /** The machine ended, and neither the guest nor a person ended it. */
  static final StateReason DIED =
      reason("Server.InternalError", "The instance's machine ended unexpectedly");

  private static final StateReason PENDING =
      StateReason.builder().code("pending").message("pending").build();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private States() {}

  /** A reason with a text of its own. */
  public static StateReason reason(String code, String message) {
    return StateReason.builder().code(code).message(code + ": " + message).build();
  }

  /** The state of a row. */
  public static InstanceStateName of(Row<Instance> row) {
    return row.value().state().name();
  }

  /** Whether it is there for others: not terminated, nor on its way to that. */
  public static boolean lives(Row<Instance> row) {
    return switch (of(row)) {
      case SHUTTING_DOWN, TERMINATED -> false;
      default -> true;
    };
  }

  /** Whether it has a machine, or is about to have or to lose one. */
  public static boolean usesMemory(Row<Instance> row) {
    return switch (of(row)) {
      case PENDING, RUNNING, STOPPING, SHUTTING_DOWN -> true;
      default -> false;
    };
  }

  /** The state as the API has it. */
  public static InstanceState state(InstanceStateName name) {
    int code =
        switch (name) {
          case PENDING -> 0;
          case RUNNING -> 16;
          case SHUTTING_DOWN -> 32;
          case TERMINATED -> 48;
          case STOPPING -> 64;
          case STOPPED -> 80;
          case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("no state");
        };
    return InstanceState.builder().name(name).code(code).build();
  }

  /** On its way up. */
  public static Row<Instance> pending(Row<Instance> row, Instant now) {
    Row<Instance> begun = changed(row, InstanceStateName.PENDING, PENDING, "");
    return begun
        .with(begun.value().toBuilder().launchTime(now).build())
        .forget(InstanceNotes.FORCED);
  }

  /** Up. */
  static Row<Instance> running(Row<Instance> row, Instant now) {
    return changed(row, InstanceStateName.RUNNING, null, "")
        .forget(InstanceNotes.VOLUMES)
        .note(InstanceNotes.RUNNING_SINCE, now.toString());
  }

  /** On its way down, to come back or not. */
  public static Row<Instance> leaving(
      Row<Instance> row, InstanceStateName state, StateReason reason, Instant now, boolean forced) {
    String who = reason.equals(USER) ? "User initiated (%s)" : "Server initiated (%s)";
    String transition = reason.equals(GUEST) ? "" : who.formatted(TIME.format(now));
    Row<Instance> left = changed(row, state, reason, transition);
    return forced ? left.note(InstanceNotes.FORCED, "true") : left;
  }

  /** Down. */
  static Row<Instance> stopped(Row<Instance> row) {
    return Addresses.withoutPublic(to(row, InstanceStateName.STOPPED))
        .forget(InstanceNotes.RUNNING_SINCE)
        .forget(InstanceNotes.FORCED)
        .forget(InstanceNotes.POWER_CYCLE);
  }

  /** Gone: it has no address and no disk any more. */
  static Row<Instance> terminated(Row<Instance> row, Instant now) {
    Row<Instance> gone = Addresses.without(to(row, InstanceStateName.TERMINATED));
    return gone.with(gone.value().toBuilder().blockDeviceMappings(List.of()).build())
        .note(InstanceNotes.TERMINATED, now.toString())
        .forget(InstanceNotes.USER_DATA)
        .forget(InstanceNotes.VOLUMES)
        .forget(InstanceNotes.RUNNING_SINCE)
        .forget(InstanceNotes.FORCED)
        .forget(InstanceNotes.POWER_CYCLE);
  }

  private static Row<Instance> to(Row<Instance> row, InstanceStateName state) {
    return row.with(row.value().toBuilder().state(state(state)).build());
  }

  private static Row<Instance> changed(
      Row<Instance> row, InstanceStateName state, @Nullable StateReason reason, String transition) {
    return row.with(
        row.value().toBuilder()
            .state(state(state))
            .stateReason(reason)
            .stateTransitionReason(transition)
            .build());
  }
}
