import type { JsonObject } from "@/lib/core/json/json-value";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import { explainToken } from "@/lib/core/tokens/explain-token";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TokenText } from "@/lib/core/tokens/token-text";
import { tokenTexts } from "@/lib/core/tokens/token-texts";
import type { Vocabulary } from "@/lib/inspect/inspect-context";

/** Tokens of a range as an agent reads them. Log-probs are in nats; null where nothing was sampled. */
export function toldTokens(columns: TokenColumns, vocabulary: Vocabulary): readonly JsonObject[] {
  const texts = tokenTexts(columns.ids, {
    bytes: (id) => {
      const bytes = vocabulary.tokenBytes(id);
      return bytes.length > 0 ? bytes : null;
    },
    isSpecial: (id) => vocabulary.isSpecial(id),
  });
  return Array.from(columns.ids, (id, at) => {
    const logProb = columns.logProbs[at] ?? Number.NaN;
    const state = TOKEN_STATES[columns.states[at] ?? 0] ?? "context";
    return {
      at: columns.start + at,
      id,
      text: textOf(texts[at]),
      state,
      trains: state === "trained",
      log_prob: Number.isFinite(logProb) ? logProb : null,
    };
  });
}

/** Why tokens have their states, by run. */
export function toldReasons(columns: TokenColumns): readonly JsonObject[] {
  return columns.spans.map(({ start, length, ...reason }) => ({
    from: columns.start + start,
    to: columns.start + start + length,
    reason: explainToken(reason),
  }));
}

function textOf(text: TokenText | undefined): string {
  switch (text?.kind) {
    case "text":
      return text.text;
    case "special":
      return text.name;
    case "part":
      return `part ${text.part} of ${text.of} of ${text.character}`;
    case "bytes":
      return `bytes ${Buffer.from(text.bytes).toString("hex")}`;
    case "unknown":
    case undefined:
      return "";
    default:
      return text satisfies never;
  }
}
