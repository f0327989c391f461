import type { Overlay } from "@/components/marks/overlay-names";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TurnView } from "@/lib/core/view/session-view";
import { stateCode } from "@/lib/core/view/state-code";
import { SURPRISAL_STEPS } from "./overlays";
import type { SampleNode } from "./sample-nodes";

/** What the looks of a sample's tokens are worked out from. */
export interface OverlayInput {
  readonly columns: TokenColumns;
  /** The turn that sampled each token, 0 for none. */
  readonly owners: Int32Array;
  readonly nodes: readonly SampleNode[];
  readonly turns: readonly TurnView[];
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
    case "entropy":
      return columns.sampled;
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
  if (Number.isNaN(logProb)) return 1;
  let step = SURPRISAL_STEPS.length - 1;
  while (step > 0 && -logProb < (SURPRISAL_STEPS[step] ?? 0)) step--;
  return step + 2;
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
    const end = Math.min(codes.length, drift.divergence + drift.changed_tokens);
    for (let at = drift.divergence; at < end; at++) if (codes[at] === 1) codes[at] = 3;
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
