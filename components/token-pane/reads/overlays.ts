import type { Overlay } from "@/components/marks/overlay-names";
import { STATE_WORDS } from "@/components/ui/state-words";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";

/** One of the looks that an overlay gives to tokens. */
export interface OverlayStep {
  /** Class that draws it, in app/globals.css: a fill and a cue that is no colour. */
  readonly look: string;
  /** What the legend calls it, and how it is told without colour. */
  readonly label: string;
  readonly cue: string;
  /** Colour variable of the minimap, and which of two looks stands for a stretch that holds both: the higher. */
  readonly mark: string;
  readonly weight: number;
}

export interface OverlayFacts {
  readonly label: string;
  readonly meaning: string;
  /** What is said where a sample has nothing of it; null where every sample has it. */
  readonly missing: string | null;
  readonly steps: readonly OverlayStep[];
}

const PLAIN: OverlayStep = {
  look: "token-context",
  label: "not sampled",
  cue: "no mark",
  mark: "--context-mark",
  weight: 0,
};
const UNRECORDED: OverlayStep = {
  look: "token-unrecorded",
  label: "sampled, not recorded",
  cue: "dotted underline",
  mark: "--ink-3",
  weight: 1,
};

/** Lower bounds of the steps of surprisal, −log p in nats. Fixed, so that two sessions can be compared. */
export const SURPRISAL_STEPS = [0, 0.05, 0.2, 0.5, 1, 2, 4] as const;

const STATE_CUES: Readonly<Record<(typeof TOKEN_STATES)[number], readonly [string, string, number]>> = {
  context: ["no mark", "--context-mark", 0],
  trained: ["solid underline", "--trained-mark", 2],
  scaffold: ["thin outline", "--line-strong", 1],
  reemitted: ["dotted underline, S1 above", "--trained-faint", 1],
  realigned: ["wavy underline, hatched", "--realigned-mark", 4],
  refused: ["double underline", "--refused-mark", 5],
  dropped: ["struck through", "--dropped-mark", 3],
};

const MASK_STEPS: readonly OverlayStep[] = TOKEN_STATES.map((state) => {
  const [cue, mark, weight] = STATE_CUES[state];
  return { look: `token-${state}`, label: STATE_WORDS[state].label, cue, mark, weight };
});

/** Lower bounds of the steps of |recorded − trainer| log-prob, in nats. */
export const MISMATCH_STEPS = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 1] as const;

/** Lower bounds of the steps of entropy, in nats. */
export const ENTROPY_STEPS = [0, 0.1, 0.5, 1, 1.5, 2, 3] as const;

/** Seven shades of one hue, for figures in nats. */
function rampSteps(bounds: readonly number[], cue: string): readonly OverlayStep[] {
  return [
    PLAIN,
    UNRECORDED,
    ...bounds.map((bound, at) => ({
      look: `surprisal-${at}`,
      label: bounds[at + 1] === undefined ? `${bound} nats and more` : `${bound} to ${bounds[at + 1]} nats`,
      cue: bounds[at + 1] === undefined ? "dashed underline" : cue,
      mark: `--surprisal-mark-${at}`,
      weight: at + 2,
    })),
  ];
}

const hue = (at: 0 | 1 | 2 | 3, label: string): OverlayStep => ({
  look: `hue-${at}`,
  label,
  cue: (["solid underline", "double underline", "dotted underline", "dashed underline"] as const)[at],
  mark: (["--trained-mark", "--forked-mark", "--realigned-mark", "--dropped-mark"] as const)[at],
  weight: 1,
});

const SCAFFOLD: OverlayStep = { ...PLAIN, look: "token-scaffold", label: "scaffold", cue: "thin outline" };

export const OVERLAY_FACTS: Readonly<Record<Overlay, OverlayFacts>> = {
  mask: {
    label: "Mask",
    meaning: "Which tokens train in this sample, and what the others are",
    missing: null,
    steps: MASK_STEPS,
  },
  logprob: {
    label: "Log-prob",
    meaning: "How surprising each sampled token was: −log p in nats, in seven fixed steps",
    missing: null,
    steps: rampSteps(SURPRISAL_STEPS, "darker with surprise"),
  },
  mismatch: {
    label: "Mismatch",
    meaning: "How far the sampler's log-prob and the trainer's are apart, in nats, in seven fixed steps",
    missing: "No trainer has sent its log-probs of these tokens (annotations of the kind trainer_logprob).",
    steps: rampSteps(MISMATCH_STEPS, "darker with the distance"),
  },
  entropy: {
    label: "Entropy",
    meaning: "How undecided the model was at each token, in nats, in seven fixed steps",
    missing: "Nobody has sent the entropy of these tokens (annotations of the kind entropy).",
    steps: rampSteps(ENTROPY_STEPS, "darker with entropy"),
  },
  role: {
    label: "Role",
    meaning: "Whose message each token belongs to",
    missing: null,
    steps: [hue(0, "assistant"), hue(1, "user"), hue(2, "tool"), hue(3, "system"), SCAFFOLD],
  },
  owner: {
    label: "Turn",
    meaning: "Which turn sampled each token; neighbouring turns differ, and the gutter names them",
    missing: null,
    steps: [
      PLAIN,
      ...([0, 1, 2, 3] as const).map((at) => hue(at, `turn ${at + 1}, ${at + 5}, ${at + 9}, …`)),
    ],
  },
  drift: {
    label: "Spared",
    meaning: "Where prompts spelled sampled tokens anew, and where a re-rendered prompt would have",
    missing: null,
    steps: [
      { ...PLAIN, label: "from a prompt" },
      {
        look: "token-kept",
        label: "kept as sampled",
        cue: "thin underline",
        mark: "--trained-faint",
        weight: 1,
      },
      {
        look: "token-realigned",
        label: "took the place of sampled tokens",
        cue: "wavy underline, hatched",
        mark: "--realigned-mark",
        weight: 3,
      },
      {
        look: "token-spared",
        label: "kept, where a re-render would have changed it",
        cue: "dashed underline",
        mark: "--forked-mark",
        weight: 2,
      },
    ],
  },
  advantage: {
    label: "Advantage",
    meaning: "Whether a token was made likelier or less likely, as the trainer's advantage has it",
    missing: "No trainer has sent the advantages of these tokens (annotations of the kind advantage).",
    steps: [PLAIN, UNRECORDED, hue(3, "below 0"), hue(2, "0"), hue(0, "above 0")],
  },
  policy_mask: {
    label: "Weight",
    meaning: "How much each token weighed in the trainer's gradient",
    missing: "No trainer has sent the weights of these tokens (annotations of the kind policy_mask).",
    steps: [
      PLAIN,
      UNRECORDED,
      hue(3, "0: masked"),
      hue(2, "between 0 and 1"),
      hue(0, "1"),
      hue(1, "above 1"),
    ],
  },
};
