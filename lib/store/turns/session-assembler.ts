import { createHash } from "node:crypto";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { annotationIdentity } from "@/lib/core/annotations/annotation-identity";
import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import { targetFault } from "@/lib/core/annotations/target-fault";
import { columnFault } from "@/lib/core/evidence/column-fault";
import type { AnnotationLine, ExportedLine } from "@/lib/core/file/later-line";
import { RecordingAssembler } from "@/lib/core/file/recording-assembler";
import type { SessionLine, TurnLine } from "@/lib/core/file/turn-line";
import { FieldError } from "@/lib/core/json/json-fields";
import type { SessionImport, TurnInput } from "@/lib/store/store";
import { turnDigest } from "./turn-digest";

/**
 * Puts a session together from its lines. Every method throws an error that says what is wrong with the line it
 * was given, and the session is then of no use.
 */
export class SessionAssembler {
  readonly #turns: TurnInput[] = [];
  readonly #assembler = new RecordingAssembler();

  readonly #annotations: Annotation[] = [];
  readonly #traces: SampleTrace[] = [];
  readonly #identities = new Set<string>();

  constructor(readonly session: SessionLine) {}

  add(line: TurnLine): void {
    const { index, ...turn } = this.#assembler.add(line);
    const { prompts } = this.#assembler.recording;
    const digest = turnDigest(prompts.ids(index), turn.outputIds, turn.outputLogProbs);
    if (digest !== line.digest) throw new FieldError("digest", `that of the line's tokens, ${digest}`);
    const evidence = evidenceOf(line, prompts.length(index));
    this.#turns.push({
      turn,
      ...(evidence.length > 0 && { evidence }),
      // Put together when it is written: all prompts of a long session at once would fill the memory.
      get promptIds() {
        return prompts.ids(index);
      },
      digest,
      createdAt: line.createdAt,
    });
  }

  /** A line that was exported of the session, or something that was found out about it. */
  addLater(line: AnnotationLine | ExportedLine): void {
    if (line.type === "exported") {
      this.#traces.push(line.trace);
      return;
    }
    const { annotation } = line;
    const fault = targetFault(annotation, {
      id: this.session.id,
      turns: this.#turns.length,
      sampledOf: (turn) => this.#turns[turn - 1]?.turn.outputIds.length,
      hasExported: (digest) => this.#traces.some((trace) => trace.digest === digest),
    });
    if (fault !== null) throw new Error(fault);
    const identity = annotationIdentity(annotation);
    if (this.#identities.has(identity))
      throw new FieldError("at", "another moment: this was said at it before");
    this.#identities.add(identity);
    this.#annotations.push(annotation);
  }

  finish(): SessionImport {
    const { type, version, turns, later = 0, ...session } = this.session;
    if (turns !== this.#turns.length) {
      throw new Error(`${turns} turns were announced and ${this.#turns.length} came`);
    }
    const came = this.#annotations.length + this.#traces.length;
    if (later !== came) throw new Error(`${later} lines were announced after the turns and ${came} came`);
    return { session, turns: this.#turns, annotations: this.#annotations, traces: this.#traces };
  }
}

/** The bytes of a line's evidence, column by column, each proven by its length and its digest; null for absent ones. */
function evidenceOf(
  { turn, evidence = {} }: TurnLine,
  promptTokens: number,
): (Uint8Array<ArrayBuffer> | null)[] {
  return (turn.evidence ?? []).map((column) => {
    const fault = columnFault(column, { promptTokens, sampledTokens: turn.outputIds.length });
    if (fault !== null) throw new FieldError("facts.evidence", `evidence of this turn: ${fault}`);
    const text = evidence[column.kind];
    if (text === undefined) return null;
    const bytes = Uint8Array.from(Buffer.from(text, "base64"));
    const digest = createHash("sha256").update(bytes).digest("hex");
    if (digest === column.digest && bytes.length === column.bytes) return bytes;
    throw new FieldError(`evidence.${column.kind}`, `the bytes whose digest is ${column.digest}`);
  });
}
