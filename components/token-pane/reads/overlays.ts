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
  /** Why no recording has it; null where one can. */
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

const LOG_PROB_STEPS: readonly OverlayStep[] = [
  PLAIN,
  UNRECORDED,
  ...SURPRISAL_STEPS.map((bound, at) => ({
    look: `surprisal-${at}`,
    label:
      SURPRISAL_STEPS[at + 1] === undefined
        ? `${bound} nats and more`
        : `${bound} to ${SURPRISAL_STEPS[at + 1]} nats`,
    cue: SURPRISAL_STEPS[at + 1] === undefined ? "dashed underline" : "darker with surprise",
    mark: `--surprisal-mark-${at}`,
    weight: at + 2,
  })),
];

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
    steps: LOG_PROB_STEPS,
  },
  mismatch: {
    label: "Mismatch",
    meaning: "The trainer's log-prob less the sampler's",
    missing:
      "Not recorded: a recording holds what the sampler returned, and no trainer has written its own log-probs back.",
    steps: [PLAIN, UNRECORDED],
  },
  entropy: {
    label: "Entropy",
    meaning: "How undecided the model was at each token",
    missing:
      "Not recorded: none of the engines returns the entropy of its distribution, only the log-prob taken.",
    steps: [PLAIN, UNRECORDED],
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
    label: "Drift",
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
};
