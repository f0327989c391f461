import type { BuilderPlan, RealignedLoss, Segment } from "./builder-plan";
import type { Chain } from "./chains";
import { judgeDrift } from "./judge-drift";
import type { Policy } from "./policy";
import type { PromptSource, Recording } from "./recording";
import { clipSegment, headOf } from "./segments";
import type { Turn } from "./turn";

type DriftPolicy = Pick<Policy, "drift" | "fork_threshold_tokens">;

/**
 * Plans the builders of every chain, in order (rule 5 of docs/samples.md). No token is touched: after any turn a
 * builder holds exactly that turn's prompt and output, whatever was realigned before, so lengths and
 * `commonPrefix` of neighbouring turns decide everything.
 */
export function planBuilders(
  recording: Recording,
  chains: readonly Chain[],
  policy: DriftPolicy,
): BuilderPlan[] {
  const commonPrefix = rememberPrefixes(recording.prompts);
  return chains.flatMap((chain) => {
    const planner = new ChainPlanner(recording, chain, policy, commonPrefix);
    for (const turnIndex of chain.turns) planner.take(turnIndex);
    return planner.finish();
  });
}

/**
 * Comparing two sequences reads as many ids as agree, chains share their beginnings, and a recording is linearised
 * again whenever a setting moves: so each pair of turns is compared once for as long as its source lives.
 */
const prefixes = new WeakMap<PromptSource, Map<number, Map<number, number>>>();

function rememberPrefixes(prompts: PromptSource): PromptSource["commonPrefix"] {
  const known = prefixes.get(prompts) ?? new Map<number, Map<number, number>>();
  prefixes.set(prompts, known);
  return (held, prompt) => {
    const ofHeld = known.get(held) ?? new Map<number, number>();
    known.set(held, ofHeld);
    const prefix = ofHeld.get(prompt) ?? prompts.commonPrefix(held, prompt);
    ofHeld.set(prompt, prefix);
    return prefix;
  };
}

class ChainPlanner {
  private readonly finished: BuilderPlan[] = [];
  private turns: number[] = [];
  private firstPromptLength = 0;
  private length = 0;
  private segments: Segment[] = [];
  private losses: { at: number; loss: RealignedLoss }[] = [];

  constructor(
    private readonly recording: Recording,
    private readonly chain: Chain,
    private readonly policy: DriftPolicy,
    private readonly commonPrefix: PromptSource["commonPrefix"],
  ) {}

  take(turnIndex: number): void {
    const turn = turnAt(this.recording, turnIndex);
    const promptLength = this.recording.prompts.length(turnIndex);
    const held = this.turns.at(-1);
    if (held === undefined) {
      this.open(turn, promptLength, 0);
    } else {
      this.join(held, turn, promptLength);
    }
    const length = turn.outputIds.length;
    if (length > 0) {
      this.segments.push({ kind: "output", turn: turnIndex, outputStart: 0, start: promptLength, length });
    }
    this.length = promptLength + length;
    this.turns.push(turnIndex);
  }

  finish(): BuilderPlan[] {
    if (this.turns.length > 0) {
      const outputs = new Map<number, Segment>();
      for (const segment of this.segments) if (segment.kind === "output") outputs.set(segment.turn, segment);
      this.finished.push({
        leaf: this.chain.leaf,
        chainTurns: this.chain.turns,
        turns: this.turns,
        firstPromptLength: this.firstPromptLength,
        length: this.length,
        segments: this.segments,
        outputs,
        losses: this.losses,
      });
    }
    return this.finished;
  }

  private join(held: number, turn: Turn, promptLength: number): void {
    const commonPrefix = this.commonPrefix(held, turn.index);
    const heldTurn = turnAt(this.recording, held);
    const heldPromptLength = this.recording.prompts.length(held);
    const drift = judgeDrift(
      {
        heldPromptLength,
        heldOutputLength: heldTurn.outputIds.length,
        commonPrefix,
        outputLength: turn.outputIds.length,
      },
      this.policy,
    );
    switch (drift.verdict) {
      case "clean":
        this.appendPrompt(turn, this.length, promptLength);
        break;
      case "realign":
        this.realign(turn, drift.from, promptLength, {
          heldTurn: held,
          heldOutputStart: drift.from - heldPromptLength,
          heldLength: this.length - drift.from,
          byTurn: turn.index,
        });
        break;
      case "fork":
        this.finish();
        this.open(turn, promptLength, commonPrefix);
        break;
    }
  }

  /** A new builder over a turn's whole prompt, of which the one before holds the first `shared` ids. */
  private open(turn: Turn, promptLength: number, shared: number): void {
    const carried = headOf(this.segments, shared).map(carriedOver);
    this.turns = [];
    this.losses = [];
    this.segments = carried;
    this.firstPromptLength = promptLength;
    this.appendPrompt(turn, shared, promptLength);
  }

  private realign(turn: Turn, from: number, promptLength: number, loss: RealignedLoss): void {
    this.truncate(from);
    this.losses.push({ at: from, loss });
    const length = Math.min(loss.heldLength, promptLength - from);
    if (length > 0) this.segments.push({ kind: "realigned", loss, start: from, length });
    this.appendPrompt(turn, from + length, promptLength);
  }

  /** Cuts what is held in place; only the last runs are touched, so that a drift at every turn stays cheap. */
  private truncate(to: number): void {
    for (
      let last = this.segments.at(-1);
      last !== undefined && last.start + last.length > to;
      last = this.segments.at(-1)
    ) {
      this.segments.pop();
      const kept = clipSegment(last, 0, to);
      if (kept !== null) this.segments.push(kept);
    }
  }

  /** Appends `[from, to)` of a turn's prompt: context, but for what the recorder itself put there. */
  private appendPrompt(turn: Turn, from: number, to: number): void {
    let at = from;
    for (const { start, length, reason } of turn.scaffolds) {
      const scaffold = clipSegment({ kind: "scaffold", reason, start, length }, at, to);
      if (scaffold === null) continue;
      if (scaffold.start > at)
        this.segments.push({ kind: "context", start: at, length: scaffold.start - at });
      this.segments.push(scaffold);
      at = scaffold.start + scaffold.length;
    }
    if (to > at) this.segments.push({ kind: "context", start: at, length: to - at });
  }
}

/** What a builder's run is in the one that forks from it. Realigned ids came from a prompt: they are context there. */
function carriedOver(segment: Segment): Segment {
  const { start, length } = segment;
  switch (segment.kind) {
    case "output":
      return { ...segment, kind: "carried" };
    case "realigned":
      return { kind: "context", start, length };
    case "carried":
    case "context":
    case "scaffold":
      return segment;
    default:
      return segment satisfies never;
  }
}

function turnAt(recording: Recording, turnIndex: number): Turn {
  const turn = recording.turns[turnIndex - 1];
  if (turn === undefined) throw new RangeError(`No turn ${turnIndex} among ${recording.turns.length}`);
  return turn;
}
