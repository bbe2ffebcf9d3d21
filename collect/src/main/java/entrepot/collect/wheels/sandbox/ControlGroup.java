package entrepot.collect.wheels.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The kernel's account of one job's processes. */
interface ControlGroup extends AutoCloseable {
  /** The files to which a process writes its id in order to be counted, with all its children. */
  List<Path> doors();

  /** What the job has run into. */
  Optional<Limit> exceeded();

  /** What it holds and how, for the log. */
  String description();

  /** Whether the kernel counts processes here; else each process's own limit must do. */
  boolean holds();

  /** Kills what is left and gives the group back. */
  @Override
  void close();

  /** Where the kernel lets us make none. */
  ControlGroup NONE =
      new ControlGroup() {
        @Override
        public List<Path> doors() {
          return List.of();
        }

        @Override
        public Optional<Limit> exceeded() {
          return Optional.empty();
        }

        @Override
        public String description() {
          return "no control group can be made here: memory is limited for each process by itself";
        }

        @Override
        public boolean holds() {
          return false;
        }

        @Override
        public void close() {}
      };
}
