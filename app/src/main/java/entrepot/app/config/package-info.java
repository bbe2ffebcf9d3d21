/** The one YAML file that says what is mirrored, where it is released to, and who serves it. */
@NullMarked
package entrepot.app.config;

import org.jspecify.annotations.NullMarked;
