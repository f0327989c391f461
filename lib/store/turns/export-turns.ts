import { stepsOf } from "@/lib/core/base/steps";
import type { PromptDelta } from "@/lib/core/deltas/prompt-delta";
import { PromptDeltaEncoder } from "@/lib/core/deltas/prompt-delta-encoder";
import { DeltaPromptSource } from "@/lib/core/deltas/prompt-delta-source";
import { FORMAT_VERSION } from "@/lib/core/file/format-version";
import type { CopyRun, IdRun, SessionLine, TurnLine } from "@/lib/core/file/turn-line";
import { turnLineText } from "@/lib/core/file/turn-line-text";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { PromptSource, Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { SessionRecord, Store } from "@/lib/store/store";

/** The part of a store that the export reads. */
export type TurnsSource = Pick<
  Store,
  "readRecording" | "readTurnStamps" | "evidence" | "readAnnotations" | "readTraces"
>;

const NOTHING = new Int32Array(0);

/**
 * The raw recording of a session, lossless, as the lines of a `turns.jsonl` without their line feeds: the session,
 * then its turns, then what was found out about it later. The same turns always give the same lines.
 *
 * @param hasEvidence Whether the bytes of evidence are told; the turns say what there is either way.
 */
export async function* exportTurns(
  store: TurnsSource,
  session: SessionRecord,
  hasEvidence = true,
): AsyncGenerator<string> {
  const recording = await store.readRecording(session.id);
  const stamps = await store.readTurnStamps(session.id);
  const traces = await store.readTraces(session.id);
  const annotations = await store.readAnnotations(session.id);
  yield turnLineText(sessionLine(session, recording.turns.length, traces.length + annotations.length));
  const lists = new LineLists(recording);
  for (const turn of recording.turns) {
    const stamp = stamps[turn.index - 1];
    if (!stamp) continue;
    const evidence = hasEvidence ? await evidenceTexts(store, session.id, turn) : {};
    yield turnLineText({
      ...lists.next(turn),
      ...stamp,
      ...evidence,
      type: "turn",
      session: session.id,
      turn,
    });
  }
  for (const trace of traces) yield turnLineText({ type: "exported", session: session.id, trace });
  for (const annotation of annotations) {
    yield turnLineText({ type: "annotation", session: session.id, annotation });
  }
}

/** What is no longer kept is left out. */
async function evidenceTexts(
  store: TurnsSource,
  session: string,
  { index, evidence }: Turn,
): Promise<Pick<TurnLine, "evidence">> {
  if (evidence === null) return {};
  const columns = [...(await store.evidence.read(session, index))];
  const texts = columns.flatMap(([kind, bytes]) =>
    bytes === null ? [] : [[kind, Buffer.from(bytes).toString("base64")] as const],
  );
  return { evidence: Object.fromEntries(texts) };
}

function sessionLine(session: SessionRecord, turns: number, later: number): SessionLine {
  const { counters, revision, updated_at, last_turn_at, client, id, status, ...facts } = session;
  const { unrecorded, turn_rewards, reward_revision, outcome, ...rest } = facts;
  return {
    type: "session",
    version: FORMAT_VERSION,
    id,
    status,
    ...rest,
    ...(turn_rewards && { turn_rewards }),
    ...(reward_revision > 0 && { reward_revision }),
    ...(outcome !== null && { outcome }),
    ...(unrecorded && { unrecorded }),
    turns,
    ...(later > 0 && { later }),
  };
}

/** Tells the lists of a session's turns, in order, by what they take over from earlier ones. */
class LineLists {
  readonly #prompts: DeltaPromptSource;
  readonly #messages = new ValueDeltas();
  readonly #steps = new PromptDeltaEncoder(new DeltaPromptSource(), { window: 4 });
  readonly #rewrites = new ValueDeltas();

  constructor(recording: Recording) {
    this.#prompts = asDeltas(recording);
  }

  next(turn: Turn): Pick<TurnLine, "prompt" | "messages" | "messageSteps" | "acceptedRewrites"> {
    return {
      prompt: idRuns(this.#prompts.delta(turn.index)),
      messages: this.#messages.next(turn.promptMessages, turn.responseMessage ? [turn.responseMessage] : []),
      messageSteps: idRuns(this.#steps.append(stepsOf(turn.messageStarts), NOTHING)),
      acceptedRewrites: this.#rewrites.next(turn.acceptedRewrites, []),
    };
  }
}

/** Lists of JSON values as runs: each value is known by a number, and the numbers are told as ids are. */
class ValueDeltas {
  readonly #encoder = new PromptDeltaEncoder(new DeltaPromptSource(), { window: 2 });
  readonly #byText = new Map<string, number>();
  readonly #byObject = new WeakMap<object, number>();

  next<T extends object>(list: readonly T[], output: readonly T[]): (CopyRun | T)[] {
    const delta = this.#encoder.append(this.#numbers(list), this.#numbers(output));
    let at = 0;
    return delta.runs.flatMap((run): (CopyRun | T)[] => {
      const start = at;
      at += run.length;
      return run.turn === 0 ? list.slice(start, at) : [{ copy: [run.turn, run.start, run.length] }];
    });
  }

  #numbers(values: readonly object[]): Int32Array {
    return Int32Array.from(values, (value) => {
      const seen = this.#byObject.get(value);
      if (seen !== undefined) return seen;
      const text = stringifyJson(value);
      const number = this.#byText.get(text) ?? this.#byText.size + 1;
      this.#byText.set(text, number);
      this.#byObject.set(value, number);
      return number;
    });
  }
}

/** Not `instanceof`: the server's code is bundled more than once, and each copy has a class of its own. */
function isDeltaSource(prompts: PromptSource): prompts is DeltaPromptSource {
  return "delta" in prompts;
}

function asDeltas(recording: Recording): DeltaPromptSource {
  if (isDeltaSource(recording.prompts)) return recording.prompts;
  const source = new DeltaPromptSource();
  const encoder = new PromptDeltaEncoder(source, { window: 16 });
  for (const turn of recording.turns) encoder.append(recording.prompts.ids(turn.index), turn.outputIds);
  return source;
}

function idRuns(delta: PromptDelta): IdRun[] {
  return delta.runs.map((run) =>
    run.turn === 0
      ? { ids: delta.literals.subarray(run.start, run.start + run.length) }
      : { copy: [run.turn, run.start, run.length] },
  );
}
