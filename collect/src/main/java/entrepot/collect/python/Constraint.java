package entrepot.collect.python;

import entrepot.kit.Digest;
import java.util.List;

/**
 * One line of a requirements or constraints file.
 *
 * @param requirement what it says
 * @param hashes of the files that will do ({@code --hash}); empty for any
 * @param file where it stands
 * @param line there, from 1 on: the first of a continued one
 */
public record Constraint(Requirement requirement, List<Digest> hashes, String file, int line) {
  public Constraint {
    hashes = List.copyOf(hashes);
  }

  /** {@code file:line}. */
  public String place() {
    return file + ":" + line;
  }
}
