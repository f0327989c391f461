import { visibleText } from "@/lib/core/base/visible-text";
import type { CitedRun } from "@/lib/core/report/shown-report";
import { explainToken } from "@/lib/core/tokens/explain-token";
import { plainTokenText } from "@/lib/core/tokens/plain-token-text";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TokenText } from "@/lib/core/tokens/token-text";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import type { Vocabulary } from "@/lib/inspect/inspect-context";

/** Cited tokens as text, cut where the reason changes. */
export function citedText({ ids, spans }: TokenColumns, vocabulary: Vocabulary): readonly CitedRun[] {
  const texts = new TokenTexts(ids, {
    bytes: (id) => {
      const bytes = vocabulary.tokenBytes(id);
      return bytes.length > 0 ? bytes : null;
    },
    isSpecial: (id) => vocabulary.isSpecial(id),
  });
  return spans.map((span) => {
    const { start, length } = span;
    const pieces = Array.from({ length }, (_, at) => spelled(texts.at(start + at)));
    return {
      text: visibleText(pieces.join("")),
      tokens: length,
      state: span.state,
      reason: explainToken(span),
    };
  });
}

/** What is no text stands for itself. */
function spelled(text: TokenText | undefined): string {
  if (text === undefined) return "";
  switch (text.kind) {
    case "bytes":
      return `⟨${Buffer.from(text.bytes).toString("hex")}⟩`;
    case "unknown":
      return `⟨${text.id}⟩`;
    default:
      return plainTokenText(text) ?? "";
  }
}
