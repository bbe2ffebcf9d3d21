/** Tests of collecting files: real HTTP servers, real folders. */
@NullMarked
package entrepot.collect.files;

import org.jspecify.annotations.NullMarked;
