import type { Delivery } from "@/lib/core/recording/turn";
import type { Answer } from "@/lib/recorder/answer/answer";
import { during } from "@/lib/recorder/edge/during";
import type { TurnInput } from "@/lib/store/store";
import type { Job } from "./job";
import { answerFacts } from "./span-facts";
import { turnInput } from "./turn-input";

/** A turn that was written. */
export interface RecordedTurn {
  readonly turn: number;
  readonly input: TurnInput;
}

/** Writes a call and its answer as a turn of its session, durably. */
export async function recordTurn(job: Job, answer: Answer, delivery: Delivery): Promise<RecordedTurn> {
  const { session, call, span } = job;
  const input = turnInput(job, answer, delivery);
  const turn = await during(span, "record", () => session.append(input, call));
  if (span.isKept) span.tell(answerFacts(job, answer, { turn, refusal: input.turn.refusal }));
  return { turn, input };
}
