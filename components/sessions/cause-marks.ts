import {
  Ban,
  Blend,
  Brackets,
  Diamond,
  EqualNot,
  Layers,
  type LucideIcon,
  PanelTopDashed,
  PencilLine,
  Pilcrow,
  RotateCcw,
  Scissors,
  Shrink,
  SquareSplitHorizontal,
  Unplug,
  WrapText,
} from "lucide-react";
import type { DriftCause } from "@/lib/core/drift-cause";

/** How a cause is drawn and named. The glyph and the word carry it; colour does not. */
export interface CauseMark {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly meaning: string;
}

const MARKS: Readonly<Record<DriftCause, CauseMark>> = {
  retokenised: {
    icon: EqualNot,
    label: "retokenised",
    meaning: "The same text came back as other token ids than the model sampled.",
  },
  "white space": {
    icon: Pilcrow,
    label: "white space",
    meaning: "The text came back with other white space.",
  },
  "tool call re-serialised": {
    icon: Brackets,
    label: "tool call re-serialised",
    meaning: "The arguments of a tool call came back spelled otherwise: the same JSON, other text.",
  },
  "reasoning stripped": {
    icon: Scissors,
    label: "reasoning stripped",
    meaning: "The client or the template left out what the model had thought.",
  },
  "tool calls dropped": {
    icon: Unplug,
    label: "tool calls dropped",
    meaning: "An answer came back without its tool calls.",
  },
  "content parts": {
    icon: SquareSplitHorizontal,
    label: "content parts",
    meaning: "A message came back split into other parts.",
  },
  "header changed": {
    icon: PanelTopDashed,
    label: "header changed",
    meaning: "The system text, the tools or the template's arguments changed.",
  },
  compaction: {
    icon: Shrink,
    label: "compaction",
    meaning: "The client put a summary in the place of the history.",
  },
  "sub-agent": {
    icon: Diamond,
    label: "sub-agent",
    meaning: "A conversation of its own, opened by an agent that another one started.",
  },
  retry: { icon: RotateCcw, label: "retry", meaning: "The client asked the same again." },
  "truncated anchor": {
    icon: WrapText,
    label: "truncated anchor",
    meaning: "The answer before was cut off, so the history could not go on from its tokens.",
  },
  "merged generations": {
    icon: Layers,
    label: "merged generations",
    meaning: "The client joined several answers into one message.",
  },
  rewritten: { icon: PencilLine, label: "rewritten", meaning: "The client changed what had been said." },
};

/** The mark of any cause; those of refusals share one glyph. */
export function causeMark(cause: string): CauseMark {
  const known = Object.entries(MARKS).find(([name]) => name === cause)?.[1];
  const label = cause.replaceAll("_", " ");
  return (
    known ?? {
      icon: cause === "other" ? Blend : Ban,
      label,
      meaning: `Not trained, or not grafted: ${label}.`,
    }
  );
}
