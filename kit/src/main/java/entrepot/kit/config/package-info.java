/** One YAML file, checked against a JSON schema, with a place and a fix for every error. */
@NullMarked
package entrepot.kit.config;

import org.jspecify.annotations.NullMarked;
