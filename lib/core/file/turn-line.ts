import type { Message } from "@/lib/core/message/message";
import type { SessionInput, SessionOutcome } from "@/lib/core/recording/session-fields";
import type { Turn } from "@/lib/core/recording/turn";
import type { FORMAT_VERSION } from "./format-version";

/** A stretch taken over from an earlier turn: which turn, where it starts in that turn's sequence, how long it is. */
export interface CopyRun {
  readonly copy: readonly [turn: number, start: number, length: number];
}

/** Ids as a list of stretches: taken over, or told. */
export type IdRun = CopyRun | { readonly ids: Int32Array };

/**
 * The line that opens a session in a `turns.jsonl`. Its turns follow it, in order and without another session's
 * between them; `turns` says how many.
 */
export interface SessionLine extends SessionInput, SessionOutcome {
  readonly type: "session";
  readonly version: typeof FORMAT_VERSION;
  readonly turns: number;
  /** How many lines of what was found out later follow the turns (`lib/core/file/later-line.ts`); absent for none. */
  readonly later?: number;
}

/**
 * One model call in a `turns.jsonl`, lossless. The part that a call shares with an earlier one is a copy, so a file
 * grows with the session and not with its square. A turn's sequence of token ids is its prompt and output. That of
 * messages is the prompt's and the answer. That of any other list is the list.
 *
 * @example
 * // {"type":"turn","session":"s","index":2,"prompt":[{"copy":[1,0,5]},{"ids":[30]}],"output_ids":[40],…}
 */
export interface TurnLine {
  readonly type: "turn";
  readonly session: string;
  readonly prompt: readonly IdRun[];
  readonly messages: readonly (CopyRun | Message)[];
  /** Where the first message begins in the prompt, then the distance from each beginning to the next. */
  readonly messageSteps: readonly IdRun[];
  readonly acceptedRewrites: readonly (CopyRun | Turn["acceptedRewrites"][number])[];
  /** Everything else of the turn; the lists above are empty in it. */
  readonly turn: Turn;
  /** The bytes of the turn's evidence in base64, by kind; absent where it has none, or where they were left out. */
  readonly evidence?: Readonly<Record<string, string>>;
  /** SHA-256 over prompt ids, output ids and log-probs, hex, taken at receipt. */
  readonly digest: string;
  readonly createdAt: number;
}
