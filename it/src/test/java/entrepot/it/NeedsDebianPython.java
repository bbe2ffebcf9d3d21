package entrepot.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where Python packages can be had of Debian. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "entrepot.it.fixture.DebianPythonPackages#available",
    disabledReason = "no Debian archive here, or no pip")
@interface NeedsDebianPython {}
