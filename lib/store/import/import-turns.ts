import { errorMessage } from "@/lib/core/base/error-message";
import type { AnnotationLine, ExportedLine } from "@/lib/core/file/later-line";
import type { NumberedLine } from "@/lib/core/file/numbered-line";
import type { SessionLine, TurnLine } from "@/lib/core/file/turn-line";
import { readTurnLine } from "@/lib/core/file/turn-line-reader";
import { asObject, FieldError } from "@/lib/core/json/json-fields";
import type { JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import { withoutKnownKeys } from "@/lib/core/json/without-known-keys";
import { isSessionId, SessionIdError } from "@/lib/core/recording/session-id";
import type { SessionImport, Store } from "@/lib/store/store";
import { SessionAssembler } from "@/lib/store/turns/session-assembler";
import { importShape } from "./import-shapes";

/** A line wraps what a call was allowed to hold in levels of its own. */
const MOST_NESTED_IN_LINES = 512;

/** So many refused lines are named; further ones are counted, so that a file of nothing else takes no memory. */
const MOST_NAMED = 1_000;

/** A line that was not taken, and why; nothing of its session is in the store. */
export interface RefusedLine {
  readonly line: number;
  readonly session: string | null;
  readonly reason: string;
}

export interface ImportReport {
  /** Ids of the sessions that are now in the store. */
  readonly sessions: readonly string[];
  readonly turns: number;
  /** The first of them. */
  readonly refused: readonly RefusedLine[];
  /** How many there were in all. */
  readonly refusedCount: number;
  /** What refused the first of them; null when none was. */
  readonly firstFault: unknown;
}

/**
 * Reads sessions into the store: the lines of a `turns.jsonl`, and lines that hold a whole session in another shape. A
 * session is written when all of it was read, in one transaction. A line that does not fit is named. The rest of its
 * session is passed over, and the next session is read.
 */
export async function importTurns(
  store: Pick<Store, "importSession">,
  lines: AsyncIterable<NumberedLine> | Iterable<NumberedLine>,
): Promise<ImportReport> {
  const importer = new Importer(store);
  for await (const line of lines) if (line.text.trim() !== "") await importer.take(line);
  return importer.finish();
}

/** A line whose facts hold no key: recordings were made that kept what their calls held. */
function withCleanFacts(value: JsonValue): JsonValue {
  if (!isObject(value) || !isObject(value.facts)) return value;
  return { ...value, facts: withoutKnownKeys(value.facts) };
}

/** Lines that follow the one that opens their session. */
const FOLLOWING: ReadonlySet<JsonValue> = new Set(["turn", "exported", "annotation"]);

class Importer {
  readonly #store: Pick<Store, "importSession">;
  readonly #sessions: string[] = [];
  readonly #refused: RefusedLine[] = [];
  #refusedCount = 0;
  #firstFault: unknown = null;
  #turns = 0;
  /** The session that is being read, and where it began. */
  #open: { readonly assembler: SessionAssembler; readonly line: number } | null = null;
  /** The session that was refused last: its other turns are passed over in silence. */
  #passedOver: string | null = null;

  constructor(store: Pick<Store, "importSession">) {
    this.#store = store;
  }

  async take(line: NumberedLine): Promise<void> {
    try {
      await this.#read(line.number, parseGivenJson(line.text, MOST_NESTED_IN_LINES));
    } catch (error) {
      const session = this.#open?.assembler.session.id ?? null;
      this.#passedOver = session ?? this.#passedOver;
      this.#open = null;
      this.#refuse(line.number, session, error);
    }
  }

  async finish(): Promise<ImportReport> {
    await this.#close();
    return {
      sessions: this.#sessions,
      turns: this.#turns,
      refused: this.#refused,
      refusedCount: this.#refusedCount,
      firstFault: this.#firstFault,
    };
  }

  async #read(number: number, value: JsonValue): Promise<void> {
    if (!FOLLOWING.has(asObject(value, "").type ?? null)) await this.#close();
    const whole = importShape(value);
    if (whole) return this.#write(whole);
    const line = readTurnLine(withCleanFacts(value));
    if (line.type === "session") this.#begin(line, number);
    else this.#addFollowing(line);
  }

  #begin(line: SessionLine, number: number): void {
    this.#passedOver = line.id;
    checkId(line.id);
    this.#passedOver = null;
    this.#open = { assembler: new SessionAssembler(line), line: number };
  }

  #addFollowing(line: TurnLine | ExportedLine | AnnotationLine): void {
    const open = this.#open?.assembler;
    if (open?.session.id === line.session) {
      if (line.type === "turn") open.add(line);
      else open.addLater(line);
    } else if (open || this.#passedOver !== line.session) {
      throw new FieldError("session", `that of the session line above it, not "${line.session}"`);
    }
  }

  /** Writes the session that is open, if one is. */
  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (!open) return;
    try {
      await this.#write(open.assembler.finish());
    } catch (error) {
      this.#refuse(open.line, open.assembler.session.id, error);
    }
  }

  async #write(input: SessionImport): Promise<void> {
    checkId(input.session.id);
    const { labels, metadata } = input.session;
    const session = {
      ...input.session,
      labels: withoutKnownKeys(labels),
      metadata: withoutKnownKeys(metadata),
    };
    await this.#store.importSession({ ...input, session });
    this.#sessions.push(input.session.id);
    this.#turns += input.turns.length;
  }

  #refuse(line: number, session: string | null, error: unknown): void {
    this.#refusedCount++;
    this.#firstFault ??= error;
    if (this.#refused.length < MOST_NAMED) this.#refused.push({ line, session, reason: wordsOf(error) });
  }
}

/** What the database says of a value is for the log of who wrote it, not for who sent it. */
function wordsOf(error: unknown): string {
  const isForeign = error instanceof Error && /^Prisma/.test(error.name);
  return isForeign ? "a value in it cannot be stored" : errorMessage(error);
}

/** An id that the API forbids could be neither called nor deleted. */
function checkId(id: string): void {
  if (!isSessionId(id)) throw new SessionIdError();
}
