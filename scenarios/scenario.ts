import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { SimAnswerInput } from "./sim/sim-answer";

/**
 * A message that an agent sends. An assistant's message echoes the reply to an earlier step (counted from 0), as
 * it came or with its text or its first call's arguments changed; without `echoes` no model ever wrote it.
 */
export type ScenarioMessage =
  | { readonly role: "system" | "user"; readonly content: string }
  | { readonly role: "assistant"; readonly content: string }
  | {
      readonly role: "assistant";
      readonly echoes: number;
      readonly content?: string;
      readonly arguments?: JsonObject;
    }
  | {
      readonly role: "tool";
      readonly content: string;
      /** The call that this is the result of. */
      readonly answers: { readonly step: number; readonly call: number };
    };

/** One call of an agent, and what the simulated engine samples for it. */
export interface ScenarioStep {
  readonly messages: readonly ScenarioMessage[];
  readonly answer: SimAnswerInput;
  readonly stream?: boolean;
  readonly maxTokens?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The client hangs up after this many chunks of the stream. */
  readonly leavesAfterChunks?: number;
}

/** A named session: what an agent does, call by call. */
export interface Scenario {
  /** The session's id when it is recorded. */
  readonly name: string;
  /** What it shows, in one sentence. */
  readonly shows: string;
  readonly tools: readonly JsonValue[];
  readonly promptMode?: "graft" | "render";
  /** Base sample fields of `POST /api/sessions`. */
  readonly session: JsonObject;
  readonly steps: readonly ScenarioStep[];
  /** Body of `POST .../finish`; null leaves the session open. */
  readonly finish: JsonObject | null;
}
