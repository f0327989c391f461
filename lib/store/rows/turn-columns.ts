import { assume } from "@/lib/core/base/assume";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import {
  readAmendment,
  recordedKind,
  type ToldKind,
  writeAmendment,
} from "@/lib/core/recording/amendment-part";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import type { AcceptedRewrite, Scaffold, Turn } from "@/lib/core/recording/turn";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { readWord, TURN_WORDS } from "@/lib/core/recording/turn-words";
import { DatabaseError } from "@/lib/store/database/database-error";
import type { Turn as TurnRow } from "@/prisma/generated/client";
import type { BodyRegister } from "./body-register";

/** A part of the facts longer than this is stored once per session, under its hash: tools repeat at every call. */
const SHARED_FACT_LENGTH = 200;

/** The columns of a turn that hold no tokens and no message lists. */
export type TurnColumns = Omit<TurnRow, "sessionKey" | "promptLength" | "createdAt" | "digest">;

/** The lists of a turn, which come from the delta columns and not from its row. */
export type TurnLists = Pick<
  Turn,
  "promptMessages" | "outputIds" | "outputLogProbs" | "messageStarts" | "acceptedRewrites" | "responseMessage"
>;

export function turnColumns(index: number, turn: Omit<Turn, "index">, bodies: BodyRegister): TurnColumns {
  const { audit, ...facts } = turnFactsJson(turn);
  const { own, shared } = splitFacts(facts, bodies);
  const amendment = writeAmendment(turn);
  return {
    index,
    delivery: turn.delivery,
    deliveries: turn.deliveries,
    outputLength: turn.outputIds.length,
    retryOf: turn.retryOf,
    responseBody: turn.responseMessage && bodies.intern(turn.responseMessage, turn.responseMessage.role),
    finishReason: turn.finishReason,
    auxiliary: recordedKind(turn),
    promptBuild: turn.promptBuild,
    logProbSemantics: turn.logProbSemantics,
    refusal: turn.refusal,
    illFormed: turn.illFormed,
    matchedStop: turn.matchedStop === null ? null : stringifyJson(turn.matchedStop),
    weightVersion: turn.weightVersion,
    subAgent: turn.subAgent,
    headerBody: bodies.intern(turn.headerDigest, null),
    scaffolds: turn.scaffolds.length === 0 ? null : stringifyJson(turn.scaffolds),
    facts: stringifyJson(own),
    sharedFacts: shared.length === 0 ? null : stringifyJson(shared),
    audit: audit === undefined ? null : stringifyJson(audit),
    amendment: amendment && stringifyJson(amendment),
  };
}

export function turnOfColumns(row: TurnColumns, bodies: BodyRegister, lists: TurnLists): Turn {
  return {
    ...lists,
    index: row.index,
    finishReason: known(TURN_WORDS.finishReason, row.finishReason),
    matchedStop: row.matchedStop === null ? null : matchedStop(row.matchedStop),
    illFormed: row.illFormed,
    delivery: row.delivery,
    deliveries: row.deliveries,
    ...toldKind(row),
    retryOf: row.retryOf,
    promptBuild: known(TURN_WORDS.promptBuild, row.promptBuild),
    refusal: row.refusal === null ? null : known(TURN_WORDS.refusal, row.refusal),
    scaffolds:
      row.scaffolds === null
        ? []
        : assume<Scaffold[]>(parseJson(row.scaffolds), "the column holds what turnColumns wrote"),
    headerDigest: String(bodies.value(row.headerBody)),
    weightVersion: row.weightVersion,
    logProbSemantics: known(TURN_WORDS.logProbSemantics, row.logProbSemantics),
    subAgent: row.subAgent,
    ...readTurnFacts(joinFacts(row, bodies), "leave"),
  };
}

/** What a turn counts as, by the columns of its row. */
export function toldKind({ auxiliary, amendment }: Pick<TurnColumns, "auxiliary" | "amendment">): ToldKind {
  const recorded = known(TURN_WORDS.auxiliary, auxiliary);
  return readAmendment(amendment === null ? null : parseJson(amendment), recorded, "amendment");
}

/** A rewrite as it is kept: messages by their number, so that one record serves every later turn on the path. */
export function rewriteRecord(rewrite: AcceptedRewrite, bodies: BodyRegister): JsonValue[] {
  return [
    rewrite.messageIndex,
    rewrite.turnIndex,
    rewrite.tolerance,
    rewrite.held && bodies.intern(rewrite.held, rewrite.held.role),
    bodies.intern(rewrite.echoed, rewrite.echoed.role),
  ];
}

export function rewriteOfRecord(record: JsonValue, bodies: BodyRegister): AcceptedRewrite {
  const [messageIndex, turnIndex, tolerance, held, echoed] = assume<
    [number, number | null, string, number | null, number]
  >(record, "the body holds what rewriteRecord wrote");
  return {
    messageIndex,
    turnIndex,
    tolerance,
    held: held === null ? null : messageOf(bodies, held),
    echoed: messageOf(bodies, echoed),
  };
}

export function messageOf(bodies: BodyRegister, number: number): Turn["promptMessages"][number] {
  return assume(bodies.value(number), "list columns and message columns name bodies that are messages");
}

/** Long parts are told as pairs of name and body number, in the order in which the facts had them. */
function splitFacts(
  facts: JsonObject,
  bodies: BodyRegister,
): { own: JsonObject; shared: [string, number][] } {
  const own: [string, JsonValue][] = [];
  const shared: [string, number][] = [];
  for (const [name, value] of Object.entries(facts)) {
    const isLong =
      typeof value === "object" && value !== null && stringifyJson(value).length > SHARED_FACT_LENGTH;
    if (isLong) shared.push([name, bodies.intern(value, null)]);
    else own.push([name, value]);
  }
  return { own: Object.fromEntries(own), shared };
}

function joinFacts(row: TurnColumns, bodies: BodyRegister): JsonObject {
  const facts = readFacts(row, bodies);
  return row.audit === null ? facts : { ...facts, audit: parseJson(row.audit) };
}

function readFacts(row: TurnColumns, bodies: BodyRegister): JsonObject {
  const own = assume<JsonObject>(parseJson(row.facts), "the column holds what splitFacts wrote");
  if (row.sharedFacts === null) return own;
  const shared = assume<[string, number][]>(
    parseJson(row.sharedFacts),
    "the column holds what splitFacts wrote",
  );
  return { ...own, ...Object.fromEntries(shared.map(([name, number]) => [name, bodies.value(number)])) };
}

function matchedStop(text: string): number | string {
  const value = parseJson(text);
  return typeof value === "number" ? value : String(value);
}

function known<T extends string>(words: Readonly<Record<T, T>>, text: string): T {
  const word = readWord(words, text);
  if (word === null) throw new DatabaseError(`the database holds "${text}", which this build does not know`);
  return word;
}
