/** Lists by pages: parameters come in, checked places and lengths go out. */
@NullMarked
package dev.sluice.http.page;

import org.jspecify.annotations.NullMarked;
