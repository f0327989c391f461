import type { Overlay } from "@/components/marks/overlay-names";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TurnView } from "@/lib/core/view/session-view";
import { stateCode } from "@/lib/core/view/state-code";
import type { LaterColumns } from "./later-columns";
import { ENTROPY_STEPS, MISMATCH_STEPS, SURPRISAL_STEPS } from "./overlays";
import type { SampleNode } from "./sample-nodes";

/** What the looks of a sample's tokens are worked out from. */
export interface OverlayInput {
  readonly columns: TokenColumns;
  /** The turn that sampled each token, 0 for none. */
  readonly owners: Int32Array;
  readonly nodes: readonly SampleNode[];
  readonly turns: readonly TurnView[];
  readonly later: LaterColumns;
}

const ROLE_CODES = { assistant: 0, user: 1, tool: 2, system: 3 } as const;
const SCAFFOLD_CODE = 4;
const HUES = 4;

/**
 * The look of each token under an overlay: a position in the overlay's `steps`.
 *
 * @example
 * overlayCodes("logprob", input); // [0, 0, 2, 8]: two from the prompt, one expected, one very surprising
 */
export function overlayCodes(overlay: Overlay, input: OverlayInput): Uint8Array {
  const { columns, owners } = input;
  switch (overlay) {
    case "mask":
      return columns.states;
    case "logprob":
      return logProbCodes(columns);
    case "mismatch":
      return laterCodes(columns, mismatches(input), (value) => stepOf(MISMATCH_STEPS, Math.abs(value)));
    case "entropy":
      return laterCodes(columns, input.later.entropy, (value) => stepOf(ENTROPY_STEPS, value));
    case "advantage":
      return laterCodes(columns, input.later.advantage, (value) => Math.sign(value) + 1);
    case "policy_mask":
      return laterCodes(columns, input.later.policy_mask, weightCode);
    case "role":
      return roleCodes(input);
    case "owner":
      return ownerCodes(owners);
    case "drift":
      return driftCodes(input);
    default:
      return overlay satisfies never;
  }
}

/** A loop of its own: `Uint8Array.from` with a function takes several times as long. */
function logProbCodes({ logProbs, sampled }: TokenColumns): Uint8Array {
  const codes = new Uint8Array(logProbs.length);
  for (let at = 0; at < codes.length; at++) {
    codes[at] = logProbCode(sampled[at] === 1, logProbs[at] ?? Number.NaN);
  }
  return codes;
}

function ownerCodes(owners: Int32Array): Uint8Array {
  const codes = new Uint8Array(owners.length);
  owners.forEach((turn, at) => {
    codes[at] = turn === 0 ? 0 : ((turn - 1) % HUES) + 1;
  });
  return codes;
}

function logProbCode(sampled: boolean, logProb: number): number {
  if (!sampled) return 0;
  return Number.isNaN(logProb) ? 1 : stepOf(SURPRISAL_STEPS, -logProb) + 2;
}

/** The last of the steps whose lower bound a value reaches; the first for what is below all. */
function stepOf(bounds: readonly number[], value: number): number {
  let step = bounds.length - 1;
  while (step > 0 && value < (bounds[step] ?? 0)) step--;
  return step;
}

/** What was found out later: 0 for tokens that nobody sampled, 1 where nothing is known, then the code of the value. */
function laterCodes(
  { sampled }: TokenColumns,
  values: Float64Array | null,
  codeOf: (value: number) => number,
): Uint8Array {
  const codes = Uint8Array.from(sampled);
  if (values === null) return codes;
  for (let at = 0; at < codes.length; at++) {
    const value = values[at] ?? Number.NaN;
    if (codes[at] === 1 && !Number.isNaN(value)) codes[at] = codeOf(value) + 2;
  }
  return codes;
}

function weightCode(weight: number): number {
  if (weight === 0) return 0;
  if (weight < 1) return 1;
  return weight === 1 ? 2 : 3;
}

/** The sampler's log-prob less the trainer's, token by token; null where no trainer sent any. */
function mismatches({ columns, later }: Pick<OverlayInput, "columns" | "later">): Float64Array | null {
  return later.trainer_logprob?.map((trainer, at) => (columns.logProbs[at] ?? Number.NaN) - trainer) ?? null;
}

/** Whether a sample has anything of what an overlay shows. */
export function isShown(overlay: Overlay, later: LaterColumns): boolean {
  switch (overlay) {
    case "mismatch":
      return later.trainer_logprob !== null;
    case "entropy":
    case "advantage":
    case "policy_mask":
      return later[overlay] !== null;
    case "mask":
    case "logprob":
    case "role":
    case "owner":
    case "drift":
      return true;
    default:
      return overlay satisfies never;
  }
}

function roleCodes({ columns, nodes }: OverlayInput): Uint8Array {
  const codes = new Uint8Array(columns.ids.length).fill(ROLE_CODES.user);
  for (const { start, end, node } of nodes) codes.fill(ROLE_CODES[node.role], start, end);
  const scaffold = stateCode("scaffold");
  columns.states.forEach((state, at) => {
    if (state === scaffold) codes[at] = SCAFFOLD_CODE;
  });
  return codes;
}

function driftCodes({ columns, turns, nodes }: OverlayInput): Uint8Array {
  const codes = Uint8Array.from(columns.sampled);
  const realigned = stateCode("realigned");
  columns.states.forEach((state, at) => {
    if (state === realigned) codes[at] = 2;
  });
  for (const { node } of nodes) {
    const drift = node.turn === null ? null : turns[node.turn - 1]?.drift;
    if (drift?.kind !== "spared") continue;
    const first = drift.divergence - columns.start;
    const end = Math.min(codes.length, first + drift.changed_tokens);
    for (let at = Math.max(0, first); at < end; at++) if (codes[at] === 1) codes[at] = 3;
  }
  return codes;
}

/** The turn that each token comes from, 0 where nobody sampled it. */
export function tokenOwners(columns: TokenColumns): Int32Array {
  const owners = new Int32Array(columns.ids.length);
  for (const span of columns.spans) {
    if ("turn" in span) owners.fill(span.turn, span.start, span.start + span.length);
  }
  return owners;
}
