import { partitionPoint } from "@/lib/core/base/partition-point";
import type { Turn } from "@/lib/core/recording/turn";
import { classifyFork } from "./classify-fork";
import type { DriftCause } from "./drift-cause";
import { type EarlierTurns, SessionEvidence } from "./earlier-turns";

/** A fork of the tree, without the node that it begins with. */
interface NamedFork {
  readonly turn: number;
  readonly leftTurn: number;
  readonly cause: DriftCause;
}

/** A recording is looked at again whenever a setting moves; what a fork is named by seldom changes. */
const knownCauses = new WeakMap<Turn, Map<string, DriftCause>>();

/** Names forks of one session, each against the turn of the branches beside it that it is nearest to. */
export class ForkedSession {
  readonly #turns: readonly Turn[];
  readonly #isConversation: (turn: number) => boolean;
  readonly #ofAgent = new Map<string | null, number[]>();
  #evidence: SessionEvidence | null = null;

  /** @param isConversation whether a turn is no side call and was not lost. */
  constructor(turns: readonly Turn[], isConversation: (turn: number) => boolean) {
    this.#turns = turns;
    this.#isConversation = isConversation;
    for (const { index, subAgent } of turns) {
      const known = this.#ofAgent.get(subAgent);
      if (known) known.push(index);
      else this.#ofAgent.set(subAgent, [index]);
    }
  }

  /**
   * Names the fork that a turn makes; null when it leaves nothing.
   *
   * @param shared how many messages it shares with what it leaves.
   * @param isBeside whether a turn stands in the branches that it can leave.
   */
  fork(found: Turn, shared: number, isBeside: (turn: number) => boolean): NamedFork | null {
    this.#evidence ??= new SessionEvidence(this.#turns);
    const all = this.#evidence.before(found);
    const echoed = all.echoed.filter(this.#isConversation);
    const isLeft = (turn: number) => turn < found.index && isBeside(turn) && this.#isConversation(turn);
    const held = this.#turns[this.#leftTurn(found, echoed, isLeft) - 1];
    if (held === undefined) return null;
    const known = knownCauses.get(found) ?? new Map<string, DriftCause>();
    knownCauses.set(found, known);
    const key = [held.index, held.delivery, shared, echoed.length, all.summaries.length].join("/");
    const cause = known.get(key) ?? classifyFork({ held, found, shared, earlier: withEchoed(all, echoed) });
    known.set(key, cause);
    return { turn: found.index, leftTurn: held.index, cause };
  }

  /** The turn whose answer it gives back last, else the latest of the same agent, else the latest of all; 0 for none. */
  #leftTurn(found: Turn, echoed: readonly number[], isLeft: (turn: number) => boolean): number {
    const given = echoed.find(isLeft);
    if (given !== undefined) return given;
    const ofAgent = this.#ofAgent.get(found.subAgent) ?? [];
    for (let at = partitionPoint(ofAgent, (turn) => turn < found.index) - 1; at >= 0; at--) {
      const turn = ofAgent[at] ?? 0;
      if (isLeft(turn)) return turn;
    }
    let turn = found.index - 1;
    while (turn > 0 && !isLeft(turn)) turn--;
    return turn;
  }
}

/** Not spread: that would look for the call that hands the task over, which few forks need. */
function withEchoed(all: EarlierTurns, echoed: readonly number[]): EarlierTurns {
  return {
    echoed,
    opensSubAgent: all.opensSubAgent,
    summaries: all.summaries,
    get isHandedOver() {
      return all.isHandedOver;
    },
  };
}
