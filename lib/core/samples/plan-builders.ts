import type { Policy } from "@/lib/core/policy/policy";
import type { PromptSource, Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { BuilderPlan, CarriedHead, RealignedLoss, Segment } from "./builder-plan";
import type { Chain } from "./chains-of";
import { clipSegment } from "./clip-segment";
import { judgeDrift } from "./judge-drift";
import { rememberPrefixes } from "./remember-prefixes";

type DriftPolicy = Pick<Policy, "drift" | "fork_threshold_tokens">;

/**
 * Plans the builders of every chain, in order (rule 5 of docs/samples.md). After any turn a builder holds exactly that
 * turn's prompt and output, whatever was realigned before. So lengths and `commonPrefix` of neighbouring turns decide
 * everything, and no token is touched.
 */
export function planBuilders(
  recording: Recording,
  chains: readonly Chain[],
  policy: DriftPolicy,
): BuilderPlan[] {
  const planner = new BuilderPlanner(recording, policy);
  const sharedLengths = chains.map(({ turns }, at) => sharedLength(chains[at - 1]?.turns ?? [], turns));
  const branchTurns = new Set(chains.map(({ turns }, at) => turns[(sharedLengths[at] ?? 0) - 1]));
  return chains.flatMap(({ leaf, turns }, at) => {
    const shared = sharedLengths[at] ?? 0;
    planner.goBackTo(turns[shared - 1]);
    for (const turn of turns.slice(shared)) {
      planner.take(turn);
      if (branchTurns.has(turn)) planner.remember(turn);
    }
    return planner.finish().map((builder) => ({ ...builder, leaf, chainTurns: turns }));
  });
}

/** How many turns two chains share from the first. */
function sharedLength(a: readonly number[], b: readonly number[]): number {
  const differs = b.findIndex((turn, at) => turn !== a[at]);
  return differs < 0 ? b.length : differs;
}

type Builder = Omit<BuilderPlan, "leaf" | "chainTurns">;

/** What is held after a turn. */
interface Held {
  turns: number[];
  firstPromptLength: number;
  length: number;
  carried: CarriedHead | null;
  segments: Segment[];
  losses: { at: number; loss: RealignedLoss }[];
}

const NOTHING: Held = {
  turns: [],
  firstPromptLength: 0,
  length: 0,
  carried: null,
  segments: [],
  losses: [],
};

class BuilderPlanner {
  private finished: Builder[] = [];
  private held = copyOf(NOTHING);
  private readonly remembered = new Map<number, Held>();
  private readonly closedAfter = new Set<number>();
  private readonly commonPrefix: PromptSource["commonPrefix"];

  constructor(
    private readonly recording: Recording,
    private readonly policy: DriftPolicy,
  ) {
    this.commonPrefix = rememberPrefixes(recording.prompts);
  }

  /** Keeps what is held after a turn that other chains go on from. */
  remember(turnIndex: number): void {
    this.remembered.set(turnIndex, copyOf(this.held));
  }

  /** Starts over from a turn that was remembered, or from nothing. What was finished before it is not given again. */
  goBackTo(turnIndex: number | undefined): void {
    const held = turnIndex === undefined ? NOTHING : this.remembered.get(turnIndex);
    this.held = copyOf(held ?? NOTHING);
  }

  take(turnIndex: number): void {
    const turn = turnAt(this.recording, turnIndex);
    const promptLength = this.recording.prompts.length(turnIndex);
    const before = this.held.turns.at(-1);
    if (before === undefined) {
      this.open(turn, promptLength, 0);
    } else {
      this.join(before, turn, promptLength);
    }
    const { held } = this;
    const length = turn.outputIds.length;
    if (length > 0) {
      held.segments.push({ kind: "output", turn: turnIndex, outputStart: 0, start: promptLength, length });
    }
    held.length = promptLength + length;
    held.turns.push(turnIndex);
  }

  /** The builders finished since this was last asked, the one in hand included. */
  finish(): readonly Builder[] {
    this.close();
    const { finished } = this;
    this.finished = [];
    return finished;
  }

  /** Several turns may fork from one; what was held before them is one builder. */
  private close(): void {
    const last = this.held.turns.at(-1);
    if (last === undefined || this.closedAfter.has(last)) return;
    this.closedAfter.add(last);
    const outputs = new Map<number, Segment>();
    for (const segment of this.held.segments)
      if (segment.kind === "output") outputs.set(segment.turn, segment);
    this.finished.push({ ...this.held, outputs });
  }

  private join(before: number, turn: Turn, promptLength: number): void {
    const commonPrefix = this.commonPrefix(before, turn.index);
    const heldTurn = turnAt(this.recording, before);
    const heldPromptLength = this.recording.prompts.length(before);
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
        this.appendPrompt(turn, this.held.length, promptLength);
        break;
      case "realign":
        this.realign(turn, drift.from, promptLength, {
          heldTurn: before,
          heldOutputStart: drift.from - heldPromptLength,
          heldLength: this.held.length - drift.from,
          byTurn: turn.index,
        });
        break;
      case "fork":
        this.close();
        this.open(turn, promptLength, commonPrefix);
        break;
    }
  }

  /** A new builder over a turn's whole prompt, of which the one before holds the first `shared` ids. */
  private open(turn: Turn, promptLength: number, shared: number): void {
    const { carried, segments } = this.held;
    this.held = {
      turns: [],
      firstPromptLength: promptLength,
      length: promptLength,
      carried: shared > 0 ? { from: { carried, segments }, length: shared } : null,
      segments: [],
      losses: [],
    };
    this.appendPrompt(turn, shared, promptLength);
  }

  private realign(turn: Turn, from: number, promptLength: number, loss: RealignedLoss): void {
    this.truncate(from);
    this.held.losses.push({ at: from, loss });
    const length = Math.min(loss.heldLength, promptLength - from);
    if (length > 0) this.held.segments.push({ kind: "realigned", loss, start: from, length });
    this.appendPrompt(turn, from + length, promptLength);
  }

  /**
   * Cuts what is held in place; only the last runs are touched, so that a drift at every turn stays cheap. A realign
   * starts in the last answer, so that what was carried over stays whole.
   */
  private truncate(to: number): void {
    const { segments } = this.held;
    for (
      let last = segments.at(-1);
      last !== undefined && last.start + last.length > to;
      last = segments.at(-1)
    ) {
      segments.pop();
      const kept = clipSegment(last, 0, to);
      if (kept !== null) segments.push(kept);
    }
  }

  /** Appends `[from, to)` of a turn's prompt: context, but for what the recorder itself put there. */
  private appendPrompt(turn: Turn, from: number, to: number): void {
    const { segments } = this.held;
    let at = from;
    for (const { start, length, reason } of turn.scaffolds) {
      const scaffold = clipSegment({ kind: "scaffold", reason, start, length }, at, to);
      if (scaffold === null) continue;
      if (scaffold.start > at) segments.push({ kind: "context", start: at, length: scaffold.start - at });
      segments.push(scaffold);
      at = scaffold.start + scaffold.length;
    }
    if (to > at) segments.push({ kind: "context", start: at, length: to - at });
  }
}

function copyOf({ turns, segments, losses, ...held }: Held): Held {
  return { ...held, turns: [...turns], segments: [...segments], losses: [...losses] };
}

function turnAt(recording: Recording, turnIndex: number): Turn {
  const turn = recording.turns[turnIndex - 1];
  if (turn === undefined) throw new RangeError(`No turn ${turnIndex} among ${recording.turns.length}`);
  return turn;
}
