import { listOf } from "@/lib/core/json/list-of";
import { recordedKind } from "@/lib/core/recording/amendment-part";
import type { Recording } from "@/lib/core/recording/recording";
import type { SideCallEvidence } from "@/lib/core/recording/side-call-evidence";
import type { AuxiliaryKind, Turn } from "@/lib/core/recording/turn";
import { SaidBefore } from "./said-before";
import { tellSideCall } from "./tell-side-call";
import type { SessionBefore, ToldCall } from "./told-call";

/** A turn that counts as another kind of call than it did. */
export interface RetoldTurn {
  readonly turn: number;
  readonly from: AuxiliaryKind;
  readonly to: AuxiliaryKind;
  /** Why; null where it is now part of the conversation. */
  readonly sideCall: SideCallEvidence | null;
}

/**
 * Tells the kinds of a session's recorded turns anew. Answers the turns that count as another kind by these rules, in
 * order. What is told does not depend on what was told before, so that telling twice changes nothing.
 *
 * @param enabled names of the rules that are asked.
 */
export function retellTurns(turns: readonly Turn[], enabled: ReadonlySet<string>): readonly RetoldTurn[] {
  const said = new SaidBefore();
  return turns.flatMap((turn): readonly RetoldTurn[] => {
    const { kind, sideCall } = tellSideCall(callOfTurn(turn, said), enabled);
    said.add(turn);
    // A count of tokens has a path of its own, which tells it.
    if (kind === turn.auxiliary || recordedKind(turn) === "count") return [];
    return [{ turn: turn.index, from: turn.auxiliary, to: kind, sideCall }];
  });
}

/** The recording in which these turns count as what they were told to be; no other object changes. */
export function withRetoldTurns({ turns, prompts }: Recording, retold: readonly RetoldTurn[]): Recording {
  const byTurn = new Map(retold.map((one) => [one.turn, one]));
  const amended = turns.map((turn): Turn => {
    const one = byTurn.get(turn.index);
    if (one === undefined) return turn;
    const recorded = recordedKind(turn);
    const amendment = one.to === recorded ? null : { recorded, sideCall: one.sideCall };
    return { ...turn, auxiliary: one.to, amendment };
  });
  return { turns: amended, prompts };
}

/** A recorded turn as the rules look at it. */
function callOfTurn(turn: Turn, session: SessionBefore): ToldCall {
  return {
    messages: turn.promptMessages,
    tools: turn.tools ?? [],
    serverTools: listOf(turn.request?.tools_not_offered).filter((name) => typeof name === "string"),
    toolChoice: turn.toolChoice,
    maxTokens: turn.sampling?.maxNewTokens ?? null,
    request: turn.request ?? {},
    asksForCompaction: turn.responseState?.compacted ?? false,
    clientHeaders: turn.clientHeaders ?? {},
    session,
  };
}
