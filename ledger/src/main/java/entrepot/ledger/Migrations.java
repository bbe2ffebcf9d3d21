package entrepot.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Whether a database has exactly the migrations that this program knows: then Flyway, which takes
 * longer to load than a short command to run, is not asked. Whatever else is found, it decides.
 */
final class Migrations {
  static final String FOLDER = "entrepot/ledger/db";
  static final String TABLE = "migrations";

  /** The files in {@link #FOLDER}, in their order. */
  private static final List<String> KNOWN =
      List.of("V1__ledger.sql", "V2__schedules.sql", "V3__parts.sql", "V4__retirements.sql");

  private Migrations() {}

  static boolean areAllIn(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select script, success from " + TABLE + " order by installed_rank")) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        if (!rows.getBoolean("success")) {
          return false;
        }
        found.add(rows.getString("script"));
      }
      return found.equals(KNOWN);
    } catch (SQLException _) {
      return false; // a new database has no such table
    }
  }
}
