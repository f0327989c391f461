import { littleEndian } from "@/lib/core/base/little-endian";
import { positionsOf, stepsOf } from "@/lib/core/base/steps";
import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { type ToldKind, writeAmendment } from "@/lib/core/recording/amendment-part";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import type { Recording } from "@/lib/core/recording/recording";
import type { Delivery, Turn } from "@/lib/core/recording/turn";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { BodyRegister } from "@/lib/store/rows/body-register";
import { DatabaseError } from "@/lib/store/rows/database-error";
import { DeltaList } from "@/lib/store/rows/delta-list";
import {
  messageOf,
  rewriteOfRecord,
  rewriteRecord,
  type TurnColumns,
  turnColumns,
  turnOfColumns,
} from "@/lib/store/rows/turn-columns";
import type { TurnInput, TurnStamp } from "@/lib/store/store";
import type {
  MessageBody as BodyTableRow,
  TurnLists as ListsTableRow,
  MessageNode as NodeTableRow,
  TurnOutput as OutputTableRow,
  Prisma,
  Turn as TurnTableRow,
} from "@/prisma/generated/client";
import { type PathStep, RecordedTrie } from "./recorded-trie";
import { nextLink } from "./turn-chain";

/** Shortest stretch worth finding again, per list: about what the run that names it costs. */
const WINDOWS = { prompt: 16, messages: 2, messageLengths: 4, rewrites: 2 };

/** Everything stored of a session, in order of its numbers. */
export interface StoredRows {
  readonly bodies: readonly BodyTableRow[];
  readonly nodes: readonly NodeTableRow[];
  readonly turns: readonly TurnTableRow[];
  readonly lists: readonly ListsTableRow[];
  readonly outputs: readonly OutputTableRow[];
}

/** The rows that one more turn adds. */
export interface TurnRows {
  readonly bodies: Prisma.MessageBodyCreateManyInput[];
  readonly nodes: Prisma.MessageNodeCreateManyInput[];
  readonly turn: Prisma.TurnCreateManyInput;
  readonly lists: Prisma.TurnListsCreateManyInput;
  readonly output: Prisma.TurnOutputCreateManyInput;
}

/** The lists of a turn, as they come out of its rows. */
interface KeptLists extends Pick<Turn, "outputIds" | "outputLogProbs" | "messageStarts"> {
  readonly messages: readonly number[];
  readonly rewrites: readonly number[];
}

/**
 * A session's turns in memory: a cache of its rows, and what writes the next turn needs. After a write that failed
 * it no longer agrees with the rows and is thrown away.
 */
export class SessionState {
  /** The session's revision up to which deliveries and audits are known. */
  revision = 0;
  readonly #turns: Turn[] = [];
  readonly #stamps: TurnStamp[] = [];
  readonly #bodies = new BodyRegister();
  readonly #trie = new RecordedTrie();
  readonly #prompts = new DeltaList(WINDOWS.prompt);
  readonly #messages = new DeltaList(WINDOWS.messages);
  readonly #messageLengths = new DeltaList(WINDOWS.messageLengths);
  readonly #rewrites = new DeltaList(WINDOWS.rewrites);
  #chain: Uint8Array<ArrayBuffer> | null = null;
  #weight = 0;

  constructor(readonly key: number) {}

  /** `chain` is the one that was stored, which later turns go on with whatever became of the rows; null without. */
  static load(key: number, rows: StoredRows, chain: Uint8Array | null): SessionState {
    const state = new SessionState(key);
    for (const row of rows.bodies) state.#bodies.load(row);
    for (const row of rows.nodes) state.#trie.load({ ...row, path: Buffer.from(row.path).toString("hex") });
    for (const [i, turn] of rows.turns.entries()) {
      const [lists, output] = [rows.lists[i], rows.outputs[i]];
      if (turn.index !== i + 1 || lists?.index !== i + 1 || output?.index !== i + 1) {
        throw new DatabaseError(`turn ${i + 1} of a session lacks a part`);
      }
      state.#loadTurn(turn, lists, output);
    }
    if (chain !== null) state.#chain = Uint8Array.from(chain);
    return state;
  }

  get turnCount(): number {
    return this.#turns.length;
  }

  get counts(): { readonly nodes: number; readonly forks: number } {
    return this.#trie.counts;
  }

  /** The chain over the digests of all turns (`nextLink`); null when there are none. */
  get chain(): Uint8Array<ArrayBuffer> | null {
    return this.#chain;
  }

  /** About how much memory this takes, in numbers held. */
  get weight(): number {
    return this.#weight;
  }

  /** Of each turn in order. */
  get stamps(): readonly TurnStamp[] {
    return this.#stamps;
  }

  /** What is recorded now; later turns do not show in it. */
  recording(): Recording {
    return { turns: this.#turns.slice(), prompts: this.#prompts.source };
  }

  setDelivery(turnIndex: number, delivery: Delivery, deliveries: number): void {
    const turn = this.#turns[turnIndex - 1];
    // A turn that is not changed stays the object that it was: what is worked out of it is kept by it.
    if (turn && (turn.delivery !== delivery || turn.deliveries !== deliveries)) {
      this.#turns[turnIndex - 1] = { ...turn, delivery, deliveries };
    }
  }

  setKind(turnIndex: number, told: ToldKind): void {
    const turn = this.#turns[turnIndex - 1];
    if (!turn || isSameKind(turn, told)) return;
    this.#turns[turnIndex - 1] = { ...turn, ...told };
  }

  /** `audit` as its column holds it. */
  setAudit(turnIndex: number, audit: JsonValue): void {
    const turn = this.#turns[turnIndex - 1];
    if (!turn) return;
    const facts = readTurnFacts({ ...turnFactsJson(turn), audit }, "leave");
    this.#turns[turnIndex - 1] = { ...turn, ...facts };
  }

  /** Takes in the next turn and answers its rows. */
  append(input: TurnInput): TurnRows {
    const { turn, promptIds } = input;
    const index = this.turnCount + 1;
    const columns = turnColumns(index, turn, this.#bodies);
    const steps = this.#steps(turn);
    const rewrites = turn.acceptedRewrites.map((rewrite) =>
      this.#bodies.intern(rewriteRecord(rewrite, this.#bodies), null),
    );
    this.#trie.mount(index, steps.path, { message: turn.responseMessage, body: columns.responseBody });
    const lists = {
      messages: this.#messages.append(Int32Array.from(steps.bodies), answerList(columns.responseBody)),
      messageLengths: this.#messageLengths.append(stepsOf(turn.messageStarts)),
      rewrites: this.#rewrites.append(Int32Array.from(rewrites)),
      prompt: this.#prompts.append(promptIds, turn.outputIds),
    };
    // Kept as a reader would find it, so that what the caller parsed anew at every call is not held with it.
    const kept = this.#turnOf(columns, {
      outputIds: turn.outputIds,
      outputLogProbs: turn.outputLogProbs,
      messageStarts: turn.messageStarts,
      messages: steps.bodies,
      rewrites,
    });
    this.#keep(kept, { digest: input.digest, createdAt: Math.round(input.createdAt) }, lists.prompt.length);
    const sessionKey = this.key;
    return {
      bodies: this.#bodies.takeFresh().map((row) => ({ ...row, sessionKey })),
      nodes: this.#trie.takeFresh().map((row) => ({ ...row, sessionKey, path: bytesOfHex(row.path) })),
      turn: {
        ...columns,
        sessionKey,
        promptLength: promptIds.length,
        createdAt: BigInt(Math.round(input.createdAt)),
        digest: bytesOfHex(input.digest),
      },
      lists: { ...lists, sessionKey, index },
      output: {
        sessionKey,
        index,
        outputIds: littleEndian.fromIds(turn.outputIds),
        outputLogProbs: turn.outputLogProbs && littleEndian.fromFloats(turn.outputLogProbs),
      },
    };
  }

  /** A call's messages by number, and as the matcher took them. */
  #steps(turn: Omit<Turn, "index">): { bodies: number[]; path: PathStep[] } {
    const held = turn.acceptedRewrites.filter((rewrite) => rewrite.held !== null);
    const forgiven = new Map(held.map((rewrite) => [rewrite.messageIndex, rewrite]));
    const bodies = turn.promptMessages.map((message) => this.#bodies.intern(message, message.role));
    const path = turn.promptMessages.map((echoed, i) => {
      const rewrite = forgiven.get(i);
      const message = rewrite?.held ?? echoed;
      const body = rewrite ? this.#bodies.intern(message, message.role) : (bodies[i] ?? 0);
      return { message, body, answerOf: rewrite?.turnIndex ?? null };
    });
    return { bodies, path };
  }

  #loadTurn(row: TurnTableRow, lists: ListsTableRow, output: OutputTableRow): void {
    const outputIds = littleEndian.toIds(output.outputIds);
    const outputLogProbs = output.outputLogProbs && littleEndian.toFloats(output.outputLogProbs);
    this.#prompts.load(lists.prompt, outputIds);
    this.#messages.load(lists.messages, answerList(row.responseBody));
    this.#messageLengths.load(lists.messageLengths);
    this.#rewrites.load(lists.rewrites);
    const turn = this.#turnOf(row, {
      outputIds,
      outputLogProbs,
      messageStarts: positionsOf(this.#messageLengths.last()),
      messages: Array.from(this.#messages.last()),
      rewrites: Array.from(this.#rewrites.last()),
    });
    const digest = Buffer.from(row.digest).toString("hex");
    this.#keep(turn, { digest, createdAt: Number(row.createdAt) }, lists.prompt.length);
  }

  /** A turn as it is kept, from its row and its lists, messages and rewrites by number. */
  #turnOf(columns: TurnColumns, { messages, rewrites, ...lists }: KeptLists): Turn {
    const bodies = this.#bodies;
    return turnOfColumns(columns, bodies, {
      ...lists,
      promptMessages: messages.map((number) => messageOf(bodies, number)),
      responseMessage: columns.responseBody === null ? null : messageOf(bodies, columns.responseBody),
      acceptedRewrites: rewrites.map((number) => rewriteOfRecord(bodies.value(number), bodies)),
    });
  }

  #keep(turn: Turn, stamp: TurnStamp, promptBytes: number): void {
    this.#turns.push(turn);
    this.#stamps.push(stamp);
    this.#chain = nextLink(this.#chain, stamp.digest);
    this.#weight += promptBytes / 4 + turn.outputIds.length * 3 + turn.promptMessages.length + 100;
  }
}

function isSameKind(a: ToldKind, b: ToldKind): boolean {
  return a.auxiliary === b.auxiliary && stringifyJson(writeAmendment(a)) === stringifyJson(writeAmendment(b));
}

function answerList(responseBody: number | null): Int32Array {
  return responseBody === null ? new Int32Array(0) : Int32Array.of(responseBody);
}

function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}
