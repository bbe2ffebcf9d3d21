package entrepot.cloud.ebs;

import entrepot.kit.Failure;

/** An answer that is an error, by the name that the EBS direct API gives it. */
final class EbsFailure extends Failure {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String reason;
  private final int status;

  private EbsFailure(int status, String type, String reason, String message) {
    super(message, "", null);
    this.status = status;
    this.type = type;
    this.reason = reason;
  }

  /** The request is wrong; the reason is one of the API's, such as {@code INVALID_BLOCK}. */
  static EbsFailure invalid(String reason, String message) {
    return new EbsFailure(400, "ValidationException", reason, message);
  }

  static EbsFailure missing(String reason, String message) {
    return new EbsFailure(404, "ResourceNotFoundException", reason, message);
  }

  static EbsFailure denied(String message) {
    return new EbsFailure(403, "AccessDeniedException", "UNAUTHORIZED_ACCOUNT", message);
  }

  static EbsFailure quota(String message) {
    return new EbsFailure(
        402, "ServiceQuotaExceededException", "DEPENDENCY_SERVICE_QUOTA_EXCEEDED", message);
  }

  static EbsFailure internal() {
    return new EbsFailure(
        500, "InternalServerException", "", "The server's log has it under this request's ID.");
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String reason() {
    return reason;
  }
}
