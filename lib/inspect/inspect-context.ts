import { assume } from "@/lib/core/base/assume";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import type { Store } from "@/lib/store/store";
import type { LanguageModel } from "@/lib/text/language-model";
import { SessionSource } from "./session-source";

/** What tells what ids stand for. */
export type Vocabulary = Pick<LanguageModel, "tokenBytes" | "isSpecial" | "name">;

/** What the page's reads need of the running server. */
export interface InspectContext {
  readonly store: Pick<
    Store,
    | "findSession"
    | "readRecording"
    | "evidence"
    | "ledger"
    | "listSessions"
    | "placeSession"
    | "countFacets"
    | "readCauses"
    | "findMessages"
    | "readOpening"
    | "readTurnLeads"
    | "readFlags"
    | "readSteps"
    | "readStats"
    | "listGroups"
    | "readGroup"
    | "reports"
  >;
  readonly model: Pick<LanguageModel, "tokenBytes" | "isSpecial" | "name" | "render" | "decode">;
  /** What ids of a tokenizer stand for; that of `model` where the tokenizer is not to be had. */
  vocabularyOf(tokenizer: string): Promise<Vocabulary>;
  readonly serverPolicy: ServerPolicy;
  readonly source: SessionSource;
}

const SOURCE = Symbol.for("turntree.session-source");

/** The one source of a process: Next bundles pages and routes apart, and each would keep recordings of its own. */
export function sharedSource(): SessionSource {
  const slots = assume<{ [SOURCE]?: SessionSource }>(globalThis, "the slot is written here only");
  slots[SOURCE] ??= new SessionSource();
  return slots[SOURCE];
}
