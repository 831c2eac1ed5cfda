// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** Tests of TLS. */
package io.tidemark.syncer.tls;
