package entrepot.bench.sync;

import java.io.IOException;

/** One mirror program with a state of its own. */
interface Contender {
  String name();

  /** Carries out the step; measured as the name of the step says. */
  Cost run(Step step) throws IOException, InterruptedException;

  /** What it has published after the last step. */
  Published published() throws IOException;
}
