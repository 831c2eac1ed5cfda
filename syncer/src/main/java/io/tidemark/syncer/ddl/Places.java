// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Finds the places of nodes in a text. The grammars count code points. */
final class Places {
    private final String text;

    Places(final String text) {
        this.text = text;
    }

    DdlText.Span of(final ParserRuleContext node) {
        return of(node.getStart(), node.getStop());
    }

    DdlText.Span of(final Token first, final Token last) {
        return new DdlText.Span(
                text.offsetByCodePoints(0, first.getStartIndex()), text.offsetByCodePoints(0, last.getStopIndex() + 1));
    }
}
