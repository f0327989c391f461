import { sessionColumns } from "@/lib/store/rows/session-columns";
import { SessionState } from "@/lib/store/turns/session-state";
import type { TurnWrite } from "@/lib/store/write";
import { assistant, user } from "@/test/recording/messages";
import { sessionForStore } from "./session-for-store";
import { turnForStore } from "./turn-for-store";

/** When sessions were opened, in ms since 1970. */
export const OPENED_AT = 1_790_000_000_000;

/** Makes the turns of one session one after another, as its recorder does. */
export class TurnWrites {
  readonly #state = new SessionState();

  constructor(readonly session: string) {}

  next(opens = false): TurnWrite {
    const before = this.#state.counts;
    const index = this.#state.turnCount + 1;
    const given = { promptMessages: [user(`ask ${index}`)], responseMessage: assistant(`say ${index}`) };
    const input = turnForStore([1, 2, index], [7, index], given);
    const rows = this.#state.append(input);
    return {
      type: "turn",
      session: this.session,
      opening: opens ? sessionColumns(sessionForStore(this.session), OPENED_AT) : null,
      turn: this.#state.turnCount,
      rows,
      sums: {
        chain: this.#state.chain,
        evidenceChain: this.#state.evidenceChain,
        lastTurnAt: OPENED_AT + index,
        updatedAt: OPENED_AT + index,
        sampled: 2,
        nodes: this.#state.counts.nodes - before.nodes,
        forks: this.#state.counts.forks - before.forks,
        length: 5,
      },
    };
  }
}
