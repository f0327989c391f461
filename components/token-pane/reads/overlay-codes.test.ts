import { describe, expect, it } from "vitest";
import { OVERLAYS } from "@/components/marks/overlay-names";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import { NOTHING_LATER } from "./later-columns";
import { overlayCodes, tokenOwners } from "./overlay-codes";
import { OVERLAY_FACTS } from "./overlays";

const code = (state: (typeof TOKEN_STATES)[number]): number => TOKEN_STATES.indexOf(state);

/** A prompt token, two sampled by turn 1 (the second without a log-prob), a realigned one, one sampled by turn 6. */
const columns: TokenColumns = {
  start: 0,
  ids: Int32Array.of(5, 6, 7, 8, 9),
  states: Uint8Array.of(
    code("context"),
    code("trained"),
    code("trained"),
    code("realigned"),
    code("trained"),
  ),
  sampled: Uint8Array.of(0, 1, 1, 0, 1),
  changed: new Uint8Array(5),
  logProbs: Float64Array.of(Number.NaN, -0.01, Number.NaN, Number.NaN, -9),
  spans: [
    { state: "context", role: null, start: 0, length: 1 },
    { state: "trained", turn: 1, sample: 0, start: 1, length: 2 },
    {
      state: "realigned",
      turn: 2,
      by_turn: 3,
      held_start: 0,
      held_length: 4,
      shown: "incoming",
      start: 3,
      length: 1,
    },
    { state: "trained", turn: 6, sample: 0, start: 4, length: 1 },
  ],
};
const input = { columns, owners: tokenOwners(columns), nodes: [], turns: [], later: NOTHING_LATER };
const looks = (overlay: (typeof OVERLAYS)[number]) =>
  Array.from(overlayCodes(overlay, input), (step) => OVERLAY_FACTS[overlay].steps[step]?.look);

describe("overlayCodes", () => {
  it("colours by state, by surprise in fixed steps, and by turn", () => {
    expect(looks("mask")).toEqual([
      "token-context",
      "token-trained",
      "token-trained",
      "token-realigned",
      "token-trained",
    ]);
    expect(looks("logprob")).toEqual([
      "token-context",
      "surprisal-0",
      "token-unrecorded",
      "token-context",
      "surprisal-6",
    ]);
    expect(looks("owner")).toEqual(["token-context", "hue-0", "hue-0", "hue-1", "hue-1"]);
  });

  it("tells what a prompt spelled anew from what was kept", () => {
    expect(looks("drift")).toEqual([
      "token-context",
      "token-kept",
      "token-kept",
      "token-realigned",
      "token-kept",
    ]);
  });

  it("says of sampled tokens that nobody recorded what the trainer found", () => {
    expect(looks("mismatch")).toEqual([
      "token-context",
      "token-unrecorded",
      "token-unrecorded",
      "token-context",
      "token-unrecorded",
    ]);
  });

  it("colours by what was found out later: how far apart, how undecided, which way, how much", () => {
    const known = (...values: number[]) => Float64Array.of(Number.NaN, ...values);
    const later = {
      trainer_logprob: known(-0.02, -1, Number.NaN, -7.5),
      entropy: known(0.2, Number.NaN, 9, 3.5),
      advantage: known(-0.5, 0, 9, 2),
      policy_mask: known(0, 0.5, 9, 1),
    };
    const looksOf = (overlay: (typeof OVERLAYS)[number]) =>
      Array.from(
        overlayCodes(overlay, { ...input, later }),
        (step) => OVERLAY_FACTS[overlay].steps[step]?.look,
      );
    const [plain, unrecorded] = ["token-context", "token-unrecorded"];
    // The second sampled token has no log-prob to compare.
    expect(looksOf("mismatch")).toEqual([plain, "surprisal-1", unrecorded, plain, "surprisal-6"]);
    expect(looksOf("entropy")).toEqual([plain, "surprisal-1", unrecorded, plain, "surprisal-6"]);
    expect(looksOf("advantage")).toEqual([plain, "hue-3", "hue-2", plain, "hue-0"]);
    expect(looksOf("policy_mask")).toEqual([plain, "hue-3", "hue-2", plain, "hue-0"]);
  });

  it.each(OVERLAYS)("gives every look of %s a cue that is no colour", (overlay) => {
    const cues = OVERLAY_FACTS[overlay].steps.map(({ cue }) => cue);
    expect(cues.every((cue) => cue !== "")).toBe(true);
  });
});
