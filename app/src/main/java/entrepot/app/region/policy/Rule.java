package entrepot.app.region.policy;

import java.util.List;

/** One thing that a bucket is told by one request, and by which it can be asked for it. */
sealed interface Rule permits AccessBlockRule, ReadersRule, StaleUploadsRule {
  /** What it is, in words. */
  String name();

  /** How what the bucket has differs from what is wanted, in sentences; empty when it does not. */
  List<String> differences();

  /** Tells the bucket. */
  void install();
}
