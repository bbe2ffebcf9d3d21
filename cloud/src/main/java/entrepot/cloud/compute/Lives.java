package entrepot.cloud.compute;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.PowerCycle;
import entrepot.kit.CrashPoint;
import entrepot.vm.machine.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.StateReason;

/**
 * Brings instances from the states that their rows say to where they settle: running, stopped or
 * terminated. Each step can be done again, so that a process that is killed anywhere leaves nothing
 * that the next one does not take up.
 */
public final class Lives implements PowerCycle, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lives.class);

  private final Region region;
  private final Power power;
  private final Endings endings;
  private final Duration patience;
  private final Map<String, Life> lives = new ConcurrentHashMap<>();
  private final Set<String> cycling = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Lives of a region's instances.
   *
   * @param patience how long a guest may take to power down
   */
  public Lives(Region region, Power power, Endings endings, Duration patience) {
    this.region = region;
    this.power = power;
    this.endings = endings;
    this.patience = patience;
    power.machines().whenEnded(this::wake);
  }

  /** Takes up what a former process left. */
  public void takeUp() {
    book().all(Kind.INSTANCE).stream().filter(States::usesMemory).forEach(row -> wake(row.id()));
  }

  /** Looks at an instance whose row has changed, or whose machine has. */
  public void wake(String id) {
    if (!closed) {
      lives.computeIfAbsent(id, key -> new Life(key, this::step, () -> closed)).wake();
      boolean forced =
          book()
              .find(Kind.INSTANCE, id)
              .filter(row -> States.of(row) == InstanceStateName.STOPPING)
              .flatMap(row -> row.note(InstanceNotes.FORCED))
              .isPresent();
      if (forced) {
        power.cut(id);
      }
    }
  }

  /** Resets a running machine. */
  public void reset(String id) {
    power.machines().reset(id);
  }

  /** Filters by the rows of now. */
  public void refilter() {
    power.firewall().refresh();
  }

  /** The last bytes that a guest wrote to its console; of a terminated one too, for an hour. */
  public byte[] console(String id, int bytes) {
    Machines machines = power.machines();
    byte[] said = machines.console(id, bytes);
    return said.length > 0 ? said : machines.consoles().last(id, bytes);
  }

  /** One step; whether to look again at once. */
  private boolean step(String id) {
    Optional<Row<Instance>> row = book().find(Kind.INSTANCE, id);
    return row.isPresent()
        && switch (States.of(row.get())) {
          case PENDING -> begin(row.get());
          case RUNNING -> watch(row.get());
          case STOPPING, SHUTTING_DOWN -> {
            boolean forced = row.get().note(InstanceNotes.FORCED).isPresent();
            endings.end(row.get(), forced ? Duration.ZERO : patience);
            yield true;
          }
          default -> false;
        };
  }

  private boolean begin(Row<Instance> row) {
    try {
      power.on(row);
    } catch (RuntimeException e) {
      if (closed) {
        return false;
      }
      log.error("the instance {} does not start", row.id(), e);
      leave(row, InstanceStateName.PENDING, reason(e), !launching(row));
      return true;
    }
    changeWhere(
        row, InstanceStateName.PENDING, now -> States.running(now, region.clock().instant()));
    CrashPoint.CLOUD_LAUNCH_AFTER_RUNNING.reached();
    return true;
  }

  /** Whether it never ran, so that there is nothing to stop. */
  private static boolean launching(Row<Instance> row) {
    return !stops(row) || row.note(InstanceNotes.VOLUMES).isPresent();
  }

  private static boolean stops(Row<Instance> row) {
    return row.value().rootDeviceType() == DeviceType.EBS;
  }

  private static StateReason reason(RuntimeException e) {
    return e instanceof Ec2Failure failure && failure.code().startsWith("InvalidSnapshot")
        ? States.reason("Client.InvalidSnapshot.NotFound", failure.code())
        : States.INTERNAL;
  }

  private boolean watch(Row<Instance> row) {
    if (cycling.contains(row.id())) {
      return false;
    }
    boolean runs = power.machines().find(row.id()).isPresent();
    if (row.note(InstanceNotes.POWER_CYCLE).isPresent()) {
      if (!runs) {
        power.on(row);
      }
      // A process that was killed before it had powered the machine down left the note, too.
      changeWhere(row, InstanceStateName.RUNNING, now -> now.forget(InstanceNotes.POWER_CYCLE));
      return true;
    }
    if (runs) {
      return false;
    }
    Optional<Ending> ending = power.machines().ending(row.id());
    boolean byGuest =
        ending.isPresent()
            && switch (ending.get()) {
              case BY_GUEST, POWERED_DOWN -> true;
              case KILLED, DIED -> false;
            };
    boolean terminates =
        byGuest
            && row.note(InstanceNotes.SHUTDOWN_BEHAVIOR)
                .equals(Optional.of(InstanceNotes.TERMINATE));
    log.info("the machine of {} has ended: {}", row.id(), ending.map(Enum::name).orElse("unseen"));
    leave(
        row,
        InstanceStateName.RUNNING,
        byGuest ? States.GUEST : States.DIED,
        stops(row) && !terminates);
    return true;
  }

  private void leave(
      Row<Instance> row, InstanceStateName from, StateReason reason, boolean comesBack) {
    changeWhere(
        row,
        from,
        now ->
            States.leaving(
                now,
                comesBack ? InstanceStateName.STOPPING : InstanceStateName.SHUTTING_DOWN,
                reason,
                region.clock().instant(),
                false));
  }

  private void changeWhere(
      Row<Instance> row, InstanceStateName from, UnaryOperator<Row<Instance>> change) {
    book()
        .update(draft ->
            draft
                .find(Kind.INSTANCE, row.id())
                .filter(now -> States.of(now) == from)
                .ifPresent(now -> draft.put(change.apply(now))));
  }

  @Override
  public void during(String instanceId, Runnable work) {
    cycling.add(instanceId);
    try {
      book()
          .find(Kind.INSTANCE, instanceId)
          .ifPresent(row ->
              changeWhere(
                  row,
                  InstanceStateName.RUNNING,
                  now -> now.note(InstanceNotes.POWER_CYCLE, "true")));
      CrashPoint.CLOUD_CYCLE_AFTER_RECORD.reached();
      power.machines().find(instanceId).ifPresent(machine -> machine.powerdown(patience));
      CrashPoint.CLOUD_CYCLE_AFTER_DOWN.reached();
      work.run();
      CrashPoint.CLOUD_CYCLE_AFTER_WORK.reached();
    } finally {
      cycling.remove(instanceId);
      wake(instanceId);
    }
  }

  /**
   * Ends all machines: what has a volume as its root stops, what has none is terminated. Nothing
   * begins any more.
   */
  public void down() {
    close();
    List<Row<Instance>> up = book().all(Kind.INSTANCE).stream().filter(States::usesMemory).toList();
    List<Thread> ending = new ArrayList<>();
    for (Row<Instance> row : up) {
      leave(row, InstanceStateName.RUNNING, States.USER, stops(row));
      leave(row, InstanceStateName.PENDING, States.USER, !launching(row));
      ending.add(
          Thread.ofVirtual()
              .start(
                  () -> endings.end(book().find(Kind.INSTANCE, row.id()).orElseThrow(), patience)));
    }
    for (Thread each : ending) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while machines end", e);
      }
    }
  }

  private Book book() {
    return region.book();
  }

  /** Takes no further step; machines run on. */
  @Override
  public void close() {
    closed = true;
    lives.values().forEach(Life::end);
  }
}
