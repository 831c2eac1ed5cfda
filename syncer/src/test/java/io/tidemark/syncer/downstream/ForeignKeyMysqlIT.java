// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

/** How MySQL describes foreign keys. */
class ForeignKeyMysqlIT extends ForeignKeyIT {}
