/** Contract tests that the author of a plugin or a backend extends, and what they are made of. */
package io.d2v.testkit;
