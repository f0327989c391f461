import type { TurnView } from "@/lib/core/view/session-view";

interface TurnBadge {
  readonly label: string;
  readonly meaning: string;
}

/** What is unusual about a call, shortly for its card and in a sentence for its tooltip. */
export function turnBadges(turn: TurnView): readonly TurnBadge[] {
  const marks: TurnBadge[] = [];
  if (turn.auxiliary !== "none") {
    const kind = turn.auxiliary.replaceAll("_", " ");
    marks.push({ label: kind, meaning: `An auxiliary call (${kind}), beside the conversation.` });
  }
  if (turn.retry_of !== null) {
    marks.push({ label: `× retry of ${turn.retry_of}`, meaning: `Asks turn ${turn.retry_of} again.` });
  }
  if (turn.refusal !== null) {
    marks.push({ label: "⊘", meaning: `Not trainable: ${turn.refusal.replaceAll("_", " ")}.` });
  }
  if (turn.ill_formed !== null) marks.push({ label: "!", meaning: `Ill-formed: ${turn.ill_formed}.` });
  return marks;
}
