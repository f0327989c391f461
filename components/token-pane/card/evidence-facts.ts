import { formatLogProb } from "@/components/ui/format";
import { visibleText } from "@/lib/core/base/visible-text";
import type { TokenEvidence, ToldToken } from "@/lib/core/evidence/token-evidence";
import type { Fact } from "./token-facts";
import type { KnownEvidence } from "./use-token-evidence";

/** Of the likeliest tokens, so many are shown; the others stand in the title. */
const SHOWN = 5;

/** The facts of the card that come from the engine's evidence. `id` is the token's own. */
export function evidenceFacts(known: KnownEvidence | null, id: number): readonly Fact[] {
  const nothing =
    known === null ? "not sampled" : known.isRecorded ? "pin the token to read it" : "not recorded";
  const evidence = known?.evidence ?? null;
  const absent = evidence === null ? nothing : "not recorded";
  return [
    {
      name: "weights",
      value: known === null ? "not sampled" : (known.weights ?? "not named"),
      meaning: "The version that sampled it",
    },
    {
      name: "rank, top k",
      value: rankWords(evidence, id) ?? absent,
      meaning: "Where the token stood among the likeliest ones",
      exact: evidence?.top?.map(tokenWords).join(", "),
    },
    {
      name: "entropy of the draw",
      value: evidence?.entropy == null ? absent : `${formatLogProb(evidence.entropy)} nats`,
      meaning: "How undecided the model was here, over the tokens that could be drawn",
    },
    {
      name: "could be drawn",
      value: evidence?.support == null ? absent : String(evidence.support.count),
      meaning: "Tokens that top-p, top-k and min-p left",
      exact: evidence?.support?.likeliest.map(tokenWords).join(", "),
    },
    {
      name: "experts",
      value: evidence?.experts == null ? absent : evidence.experts.slice(0, SHOWN * 4).join(" "),
      meaning: "Those that the token was routed to, layer by layer",
      exact: evidence?.experts?.join(" "),
    },
  ];
}

function rankWords(evidence: TokenEvidence | null, id: number): string | null {
  const top = evidence?.top ?? null;
  if (top === null) return null;
  const rank = top.findIndex((token) => token.id === id);
  const place = rank < 0 ? `below ${top.length}` : String(rank + 1);
  return `${place}: ${top.slice(0, SHOWN).map(tokenWords).join(", ")}`;
}

function tokenWords({ text, log_prob }: ToldToken): string {
  return `${JSON.stringify(visibleText(text))} ${log_prob === null ? "?" : formatLogProb(log_prob)}`;
}
