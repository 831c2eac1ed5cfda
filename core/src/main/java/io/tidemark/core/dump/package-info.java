// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * Where a dump says that replication has to begin: reads the {@code metadata} file of dumpling and mydumper. Needs
 * nothing but the locations and a file; results are immutable, no state is kept, nothing is logged.
 */
package io.tidemark.core.dump;
