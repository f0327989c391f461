/** An export format as people choose it. The writers are in lib/export. */
export interface ExportFormatName {
  readonly name: string;
  /** Who reads it. */
  readonly label: string;
  readonly meaning: string;
  /** Whether its lines can carry the experts that a token was routed to. */
  readonly carriesExperts?: true;
  /** Whether its lines are flat, so that they can be rows of a Parquet file. */
  readonly isFlat?: true;
}

/** All formats, the default first. */
export const EXPORT_FORMATS: readonly ExportFormatName[] = [
  {
    name: "slime",
    label: "slime",
    meaning: "Sample: all ids, mask and log-probs over the response region.",
    carriesExperts: true,
    isFlat: true,
  },
  {
    name: "verl",
    label: "verl",
    meaning: "AgentLoopOutput: first prompt apart, mask and log-probs over the response.",
    carriesExperts: true,
    isFlat: true,
  },
  {
    name: "areal",
    label: "AReaL",
    meaning: "Tensor dict: full-length columns, batch of one, the trainer shifts.",
  },
  {
    name: "trl",
    label: "TRL",
    meaning: "RolloutSample: full-length ids, completion mask and old log-probs.",
    isFlat: true,
  },
  {
    name: "prime-rl",
    label: "prime-rl",
    meaning: "TrainingSample: full-length ids, mask, log-probs and temperatures.",
    carriesExperts: true,
    isFlat: true,
  },
  {
    name: "skyrl",
    label: "SkyRL",
    meaning: "GeneratorOutput: a batch of one, response-only mask and log-probs.",
    carriesExperts: true,
  },
  {
    name: "tinker",
    label: "Tinker",
    meaning: "Datum: input without the last token, columns shifted by one.",
  },
  {
    name: "packed",
    label: "Packed tree",
    meaning: "The samples of a session or a group as one prefix tree: what they share stands once.",
  },
  {
    name: "atif",
    label: "ATIF (Harbor)",
    meaning: "Trajectory: steps with prompt ids, sampled ids and log-probs.",
  },
  {
    name: "messages",
    label: "Chat messages",
    meaning: "From the root to each leaf, for supervised training and for reading.",
  },
  {
    name: "turns",
    label: "Raw recording",
    meaning: "Every turn, without loss; can be imported again. No policy applies.",
  },
];
