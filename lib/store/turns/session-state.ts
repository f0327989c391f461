import { littleEndian } from "@/lib/core/base/little-endian";
import { positionsOf, stepsOf } from "@/lib/core/base/steps";
import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { type ToldKind, writeAmendment } from "@/lib/core/recording/amendment-part";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import type { Recording } from "@/lib/core/recording/recording";
import type { Delivery, Turn } from "@/lib/core/recording/turn";
import { turnBytes } from "@/lib/core/recording/turn-bytes";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { DatabaseError } from "@/lib/store/database/database-error";
import { BodyRegister } from "@/lib/store/rows/body-register";
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
import type { TurnRows } from "@/lib/store/write";
import type {
  MessageBody as BodyTableRow,
  TurnLists as ListsTableRow,
  MessageNode as NodeTableRow,
  TurnOutput as OutputTableRow,
  Turn as TurnTableRow,
} from "@/prisma/generated/client";
import { nextEvidenceLink } from "./evidence-chain";
import { type PathStep, RecordedTrie } from "./recorded-trie";
import { nextLink } from "./turn-chain";

/** Shortest stretch worth finding again, per list: about what the run that names it costs. */
const WINDOWS = { prompt: 16, messages: 2, messageLengths: 4, rewrites: 2 };

/** Of a node of the tree: its row, and how it is found by its path. */
const NODE_BYTES = 500;

/** A list is held as runs and literals, and as what finds its stretches again. */
const LIST_COPIES = 4;

/** Of each sampled id, in what finds stretches of them again. */
const INDEX_BYTES = 8;

/** The chains over all turns as they were stored. */
interface StoredChains {
  readonly chain: Uint8Array | null;
  readonly evidenceChain: Uint8Array | null;
}

/** Everything stored of a session, in order of its numbers. */
export interface StoredRows {
  readonly bodies: readonly BodyTableRow[];
  readonly nodes: readonly NodeTableRow[];
  readonly turns: readonly TurnTableRow[];
  readonly lists: readonly ListsTableRow[];
  readonly outputs: readonly OutputTableRow[];
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
  #evidenceChain: Uint8Array<ArrayBuffer> | null = null;
  #turnBytes = 0;

  /**
   * Takes up rows that follow those that are held. The chains are those that were stored with the last of them, which
   * later turns go on with whatever became of the rows; null without.
   */
  load(rows: StoredRows, { chain, evidenceChain }: StoredChains): void {
    for (const row of rows.bodies) this.#bodies.load(row);
    for (const row of rows.nodes) this.#trie.load({ ...row, path: Buffer.from(row.path).toString("hex") });
    for (const [i, turn] of rows.turns.entries()) {
      const [lists, output, index] = [rows.lists[i], rows.outputs[i], this.turnCount + 1];
      if (turn.index !== index || lists?.index !== index || output?.index !== index) {
        throw new DatabaseError(`turn ${index} of a session lacks a part`);
      }
      this.#loadTurn(turn, lists, output);
    }
    if (chain !== null) this.#chain = Uint8Array.from(chain);
    if (evidenceChain !== null) this.#evidenceChain = Uint8Array.from(evidenceChain);
  }

  get turnCount(): number {
    return this.#turns.length;
  }

  /** How many bodies of messages and of other parts are held. */
  get bodyCount(): number {
    return this.#bodies.count;
  }

  get counts(): { readonly nodes: number; readonly forks: number } {
    return this.#trie.counts;
  }

  /** The chain over the digests of all turns (`nextLink`); null when there are none. */
  get chain(): Uint8Array<ArrayBuffer> | null {
    return this.#chain;
  }

  /** The chain over the evidence of all turns (`nextEvidenceLink`); null when none has any. */
  get evidenceChain(): Uint8Array<ArrayBuffer> | null {
    return this.#evidenceChain;
  }

  /** About how much memory this takes, in bytes. */
  get bytes(): number {
    return this.#turnBytes + this.#bodies.bytes + this.#trie.counts.nodes * NODE_BYTES;
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
    return {
      bodies: this.#bodies.takeFresh().map((row) => ({ ...row })),
      nodes: this.#trie.takeFresh().map((row) => ({ ...row, path: bytesOfHex(row.path) })),
      turn: {
        ...columns,
        promptLength: promptIds.length,
        createdAt: BigInt(Math.round(input.createdAt)),
        digest: bytesOfHex(input.digest),
      },
      lists: { ...lists, index },
      output: {
        index,
        outputIds: littleEndian.fromIds(turn.outputIds),
        outputLogProbs: turn.outputLogProbs && littleEndian.fromFloats(turn.outputLogProbs),
      },
      evidence: (turn.evidence ?? []).map(({ kind }, at) => {
        return { index, kind, bytes: input.evidence?.[at] ?? null };
      }),
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
    this.#evidenceChain = nextEvidenceLink(this.#evidenceChain, turn);
    this.#chain = nextLink(this.#chain, stamp.digest);
    this.#turnBytes += turnBytes(turn) + promptBytes * LIST_COPIES + turn.outputIds.length * INDEX_BYTES;
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
