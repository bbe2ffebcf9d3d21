package entrepot.vm.process;

/**
 * A program that has ended.
 *
 * @param exit its exit code
 * @param output what it wrote to standard output
 * @param errors what it wrote to standard error
 */
public record Ended(int exit, String output, String errors) {
  /** What it complained of, in one line. */
  public String complaint() {
    String said = errors.strip().replaceAll("\\s*\\R\\s*", "; ");
    return said.isEmpty() ? "exit code " + exit : said;
  }
}
