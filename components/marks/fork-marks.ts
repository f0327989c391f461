import { Diamond, GitBranch, GitFork, type LucideIcon, PencilLine } from "lucide-react";
import type { ForkKind } from "@/lib/core/tree/tree";

/** How each kind of fork is drawn and named. Shape and label carry it; the line's dash is a third cue. */
export const FORK_MARKS: Readonly<
  Record<
    ForkKind,
    {
      readonly icon: LucideIcon;
      readonly label: string;
      readonly meaning: string;
      readonly dash: string | undefined;
    }
  >
> = {
  root: {
    icon: Diamond,
    label: "new root",
    meaning:
      "The history of this call shares nothing with what was recorded before, as that of a sub-agent or a new conversation.",
    dash: undefined,
  },
  branch: {
    icon: GitBranch,
    label: "branch",
    meaning: "This message continues an earlier point of the session beside another one.",
    dash: undefined,
  },
  rewrite: {
    icon: PencilLine,
    label: "rewrite",
    meaning: "The client put this message in the place of one that the model sampled.",
    dash: "6 4",
  },
  token_drift: {
    icon: GitFork,
    label: "other tokens",
    meaning:
      "The messages go on, but the prompt's token ids do not extend the ones held, so this turn opens a sample of its own.",
    dash: "2 3",
  },
};
