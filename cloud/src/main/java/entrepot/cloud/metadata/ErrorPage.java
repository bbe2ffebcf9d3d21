package entrepot.cloud.metadata;

import entrepot.kit.listen.Answer;

/** Errors as the pages that EC2 answers with. */
final class ErrorPage {
  private ErrorPage() {}

  static Answer of(int status, String reason) {
    return Answer.of(
        status,
        "text/html",
        """
        <?xml version="1.0" encoding="iso-8859-1"?>
        <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
        \t"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
        <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
         <head>
          <title>%1$d - %2$s</title>
         </head>
         <body>
          <h1>%1$d - %2$s</h1>
         </body>
        </html>
        """
            .formatted(status, reason));
  }
}
