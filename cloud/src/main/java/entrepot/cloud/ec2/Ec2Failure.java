package entrepot.cloud.ec2;

import entrepot.kit.Failure;

/** An answer that is an error, by the code that AWS gives it. */
public final class Ec2Failure extends Failure {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;

  private Ec2Failure(String code, int status, String message) {
    super(message, "", null);
    this.code = code;
    this.status = status;
  }

  /** The caller's mistake: HTTP 400. */
  public static Ec2Failure of(String code, String message) {
    return new Ec2Failure(code, 400, message);
  }

  /** An error with an HTTP status of its own. */
  public static Ec2Failure of(String code, int status, String message) {
    return new Ec2Failure(code, status, message);
  }

  /** Such as {@code InvalidInstanceID.NotFound}. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
