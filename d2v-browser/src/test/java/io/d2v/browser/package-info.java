/** What people meet in a browser. */
package io.d2v.browser;
