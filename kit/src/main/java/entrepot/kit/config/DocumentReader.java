package entrepot.kit.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a YAML file of at most 1 MiB into a {@link Document}. */
final class DocumentReader {
  static final int MAX_BYTES = 1 << 20;

  private DocumentReader() {}

  /** Throws {@link InvalidConfiguration} when the file is missing, too large or not YAML. */
  static Document read(Path file) {
    var document = new Document(file);
    String text = decode(bytes(document), document);
    document.check();
    new DocumentParser(document).parse(text);
    return document;
  }

  private static byte[] bytes(Document document) {
    Path file = document.file();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        document.error("", "the file has more than 1 MiB", "keep one file of configuration small");
        document.check();
      }
      return bytes;
    } catch (IOException e) {
      document.error("", "the file cannot be read: " + reason(e), fix(e));
      document.check();
      throw new IllegalStateException("an error was just reported", e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "access is denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String fix(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "write it, or name another one";
      default -> "see its permissions, and that it is a file";
    };
  }

  private static String decode(byte[] bytes, Document document) {
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    out.flip();
    if (result.isError()) {
      String before = out.toString();
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n');
      document.error(line, column, "", "a byte is not UTF-8", "save the file as UTF-8");
    }
    return out.toString();
  }
}
