// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

/** The same on MySQL. */
class KeyListMysqlIT extends KeyListIT {}
