import type { Message } from "@/lib/core/message";
import type { Recording } from "@/lib/core/recording";
import type { Delivery, Turn } from "@/lib/core/turn";
import { pathKeys } from "./path-key";
import { promptDigest } from "./prompt-digest";

interface Unsettled {
  readonly prompt: string;
  /** Key of the path through prompt and answer: a later call that holds it proves that the answer arrived. */
  readonly echo: string | null;
  delivery: Delivery;
}

type RememberedTurn = Pick<Turn, "auxiliary" | "retryOf" | "delivery" | "promptMessages" | "responseMessage">;

function echoKey(turn: RememberedTurn): string | null {
  if (turn.responseMessage === null) return null;
  return pathKeys([...turn.promptMessages, turn.responseMessage]).at(-1) ?? null;
}

/**
 * What a live session remembers of its turns: how many count towards the cap, and which of them may yet turn out
 * to have arrived or to be asked again. A cache: `rememberRecording` makes it again from the store.
 */
export class TurnMemory {
  /** Turns that count towards the cap: neither retries nor auxiliary calls. */
  counted = 0;
  private readonly unsettled = new Map<number, Unsettled>();

  remember(index: number, turn: RememberedTurn, prompt: string): void {
    if (turn.auxiliary === "none" && turn.retryOf === null) this.counted += 1;
    if (turn.delivery !== "delivered") {
      this.unsettled.set(index, { prompt, echo: echoKey(turn), delivery: turn.delivery });
    }
  }

  settle(index: number, delivery: Delivery): void {
    const turn = this.unsettled.get(index);
    if (turn === undefined) return;
    if (delivery === "delivered") this.unsettled.delete(index);
    else turn.delivery = delivery;
  }

  /** The latest turn with this prompt whose answer is known not to have arrived. */
  retryOf(prompt: string): number | null {
    const matches = [...this.unsettled].filter(
      ([, turn]) => turn.prompt === prompt && turn.delivery === "undelivered",
    );
    return matches.at(-1)?.[0] ?? null;
  }

  /** Turns not known as delivered whose whole answer this call echoes: that settles them. */
  provenBy(messages: readonly Message[]): readonly number[] {
    if (this.unsettled.size === 0) return [];
    const held = new Set(pathKeys(messages));
    return [...this.unsettled].flatMap(([index, turn]) =>
      turn.echo !== null && held.has(turn.echo) ? [index] : [],
    );
  }
}

export function rememberRecording(recording: Recording): TurnMemory {
  const memory = new TurnMemory();
  for (const turn of recording.turns) {
    const prompt = turn.delivery === "delivered" ? "" : promptDigest(recording.prompts.ids(turn.index));
    memory.remember(turn.index, turn, prompt);
  }
  return memory;
}
