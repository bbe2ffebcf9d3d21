package entrepot.edge;

/** What a request's conditions and ranges ask for. */
sealed interface Verdict {
  /** 200 with all of it. */
  record Whole() implements Verdict {}

  /** 206 with the bytes from {@code start} to before {@code end}. */
  record Part(long start, long end) implements Verdict {}

  /** 304: the client has this version. */
  record NotModified() implements Verdict {}

  /** 412: it is not the version the client means. */
  record Failed() implements Verdict {}

  /** 416: the range lies behind the end. */
  record Unsatisfiable() implements Verdict {}

  Verdict WHOLE = new Whole();
  Verdict NOT_MODIFIED = new NotModified();
  Verdict FAILED = new Failed();
  Verdict UNSATISFIABLE = new Unsatisfiable();
}
