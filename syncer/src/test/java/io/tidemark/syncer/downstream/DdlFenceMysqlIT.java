// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

/** DDL is executed once by MySQL, too, wherever the crash was. */
class DdlFenceMysqlIT extends DdlFenceIT {}
