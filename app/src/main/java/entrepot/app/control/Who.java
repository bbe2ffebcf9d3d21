package entrepot.app.control;

/** The names under which acts are recorded. */
final class Who {
  /** Acts that a schedule began. */
  static final String SCHEDULE = "schedule";

  private Who() {}

  /** The person at the command line; through sudo, whoever called it. */
  static String atTheCommandLine() {
    String sudo = System.getenv("SUDO_USER");
    return sudo == null || sudo.isEmpty() ? System.getProperty("user.name") : sudo;
  }
}
