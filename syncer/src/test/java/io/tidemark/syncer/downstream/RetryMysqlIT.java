// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

/** MySQL's failures that pass. */
class RetryMysqlIT extends RetryIT {}
