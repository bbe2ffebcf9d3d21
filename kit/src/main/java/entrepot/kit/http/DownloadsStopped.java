package entrepot.kit.http;

import entrepot.kit.Failure;

/** Somebody interrupted the thread that was handing out downloads. */
public final class DownloadsStopped extends Failure {
  private static final long serialVersionUID = 1L;

  public DownloadsStopped(InterruptedException cause) {
    super(
        "the downloads were stopped",
        "Run the command again: what is here already is not fetched anew.",
        cause);
  }
}
