/**
 * Fetches files from upstreams that are not trusted: every address is checked and pinned, every
 * size and time is bounded, and every error says where and what.
 */
@NullMarked
package entrepot.kit.http;

import org.jspecify.annotations.NullMarked;
