import type { SessionSort } from "@/lib/core/list/session-sort";

/** A column of the list of sessions. */
export interface ListColumn {
  readonly name: ColumnName;
  readonly label: string;
  /** What the figure means, for people who meet it first. */
  readonly meaning: string;
  /** In px; the session's own column takes what is left. */
  readonly width: number;
  readonly right?: boolean;
  readonly sort?: SessionSort;
  /** The end that is looked at first: `asc` where the small figures are the ones to see to. */
  readonly begins?: "asc" | "desc";
  /** Whether it is shown until the reader chooses. */
  readonly shown: boolean;
}

export type ColumnName =
  | "session"
  | "model"
  | "client"
  | "run"
  | "started"
  | "turns"
  | "shape"
  | "causes"
  | "drift"
  | "refused"
  | "samples"
  | "yield"
  | "reward"
  | "duration"
  | "changed"
  | "group";

/** In the order in which they stand. */
export const COLUMNS: readonly ListColumn[] = [
  { name: "session", label: "Session", meaning: "The session's status and id", width: 176, shown: true },
  { name: "model", label: "Model", meaning: "The model that answered", width: 88, shown: true },
  {
    name: "client",
    label: "Client",
    meaning: "The program that called, as far as it said who it is",
    width: 84,
    shown: true,
  },
  { name: "run", label: "Run", meaning: "The run that the session's labels name", width: 104, shown: false },
  {
    name: "started",
    label: "Started",
    meaning: "When the session was opened",
    width: 88,
    sort: "created_at",
    shown: true,
  },
  {
    name: "turns",
    label: "Turns",
    meaning: "Calls of the model",
    width: 56,
    right: true,
    sort: "turns",
    shown: true,
  },
  {
    name: "shape",
    label: "Shape",
    meaning: "Lanes over the turns; a tick is a fork, a hatch is lost tokens, a block below is a refusal",
    width: 92,
    shown: true,
  },
  {
    name: "causes",
    label: "Forks",
    meaning: "Places where the session stops being one straight conversation, by cause",
    width: 96,
    sort: "forks",
    shown: true,
  },
  {
    name: "drift",
    label: "Lost",
    meaning: "Stretches where a later prompt spelled an answer with other tokens than the model sampled",
    width: 52,
    right: true,
    sort: "drift",
    shown: true,
  },
  {
    name: "refused",
    label: "Refused",
    meaning: "Sampled tokens that cannot be trained: not proven, without log-probs, undelivered",
    width: 68,
    right: true,
    sort: "refused",
    shown: true,
  },
  {
    name: "samples",
    label: "Samples",
    meaning: "Training samples that the session gives under its policy",
    width: 72,
    right: true,
    sort: "samples",
    shown: true,
  },
  {
    name: "yield",
    label: "Yield",
    meaning: "Share of the sampled tokens that some sample trains",
    width: 132,
    right: true,
    sort: "yield",
    begins: "asc",
    shown: true,
  },
  {
    name: "reward",
    label: "Reward",
    meaning: "Given when the session was finished",
    width: 68,
    right: true,
    sort: "reward",
    shown: true,
  },
  {
    name: "duration",
    label: "Duration",
    meaning: "From its opening to its last turn",
    width: 100,
    right: true,
    sort: "duration",
    shown: true,
  },
  {
    name: "changed",
    label: "Changed",
    meaning: "When something was last recorded",
    width: 92,
    sort: "updated_at",
    shown: false,
  },
  {
    name: "group",
    label: "Group",
    meaning: "The group_index that the trainer gave: rollouts of one prompt",
    width: 64,
    right: true,
    shown: false,
  },
];
