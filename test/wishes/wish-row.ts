import type { JsonObject } from "@/lib/core/json/json-value";
import type { SentGrammar } from "@/test/grammar/real-grammar";
import type { AskedAtDoor, ProtocolDoor } from "./asked-at-door";
import type { DoorReply } from "./door-reply";
import type { WireName } from "./engine-wires";

/** Who does what a client asks for, or that nobody does and what to use instead. */
export type Doing =
  | { readonly by: "grammar" | "engine" | "recorder"; readonly note?: string }
  | {
      readonly by: "refused";
      readonly instead: string;
      readonly words: string;
      /** The code of a refusal that is 404; 400 without. */
      readonly notFound?: string;
    };

/** What is known of the model and of a call when a row looks at what went on the wire. */
export interface WireProof {
  readonly engine: WireName;
  readonly door: ProtocolDoor;
  /** What the engine was sent. */
  readonly body: JsonObject;
  /** The prompt that it was sent, as text. */
  readonly prompt: string;
  readonly promptIds: readonly number[];
  readonly reply: DoorReply;
  /** The grammar that it was sent, in its own form; null where it was sent none. */
  readonly grammar: SentGrammar | null;
  /** The id of a token by its text. */
  tokenId(text: string): number;
  /** Asks again in the same session at the same door, with these fields. */
  again(fields: JsonObject): Promise<DoorReply>;
  /** The prompt that the engine was sent last. */
  lastPrompt(): string;
}

/** One wish: how each door speaks it, who does it on each engine, and what shows that it was done. */
export interface WishRow {
  readonly wish: string;
  readonly asked: Readonly<Record<ProtocolDoor, AskedAtDoor>>;
  /** What the model would say if it were free. */
  readonly said: string;
  readonly done: Readonly<Record<WireName, Doing>>;
  /** Throws where the wire or the reply does not show it. Not asked where the wish is refused. */
  prove(proof: WireProof): void | Promise<void>;
}

export const GRAMMAR: Doing = { by: "grammar" };
export const ENGINE: Doing = { by: "engine" };
export const RECORDER: Doing = { by: "recorder" };

/** The same on every engine. */
export function onAll(doing: Doing): Readonly<Record<WireName, Doing>> {
  return { sglang: doing, vllm: doing, llamacpp: doing };
}
