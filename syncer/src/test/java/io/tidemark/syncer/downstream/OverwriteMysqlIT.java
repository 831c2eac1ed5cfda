// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

/** MySQL counts the rows that are overwritten as MariaDB does. */
class OverwriteMysqlIT extends OverwriteIT {}
