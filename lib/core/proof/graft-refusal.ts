/** Why a prompt was not grafted onto what was sampled before it, in the order in which they are found out. */
export const GRAFT_REFUSAL_CAUSES = [
  /** The turn to graft on is refused itself, or its token ids are not known. */
  "anchor_refused",
  /** The tokenizer has no chat template. */
  "no_template",
  /** The template raises on the probe conversation. */
  "probe_refused",
  /** The probe's answer cannot be found again in what the template makes of it. */
  "probe_unreadable",
  /** There are more new messages, of changing roles, than are worth checking. */
  "shape_too_long",
  /** The new messages change what stands before the answer, such as a system message that is moved to the top. */
  "head_changes",
  /** No end-of-turn token follows the answer. */
  "no_closer",
  /** The framing is not what a full render of the same history ends with. */
  "suffix_differs",
  /** The answer stopped on the opener of another role than the one that follows. */
  "other_opener",
  /** The prompt does not begin with the anchor's prompt and sampled ids. */
  "prefix_differs",
  /** The ids after the anchor are not the framing's. */
  "framing_ids_differ",
  /** The framing's ids do not spell the framing's text. */
  "framing_text_differs",
  /** Neither side of the seam is a special token, so that text could have merged across it. */
  "seam_not_special",
  /** An id is outside the vocabulary. */
  "unknown_id",
  /** The engine counted another number of prompt tokens, or echoed other ids. */
  "engine_disagrees",
] as const;

export type GraftRefusalCause = (typeof GRAFT_REFUSAL_CAUSES)[number];

/** A refused graft: its cause for counting, and a sentence for people. */
export interface GraftRefusal {
  readonly type: "refused";
  readonly cause: GraftRefusalCause;
  readonly detail: string;
}

/** Writes a refusal. */
export function refuseGraft(cause: GraftRefusalCause, detail: string): GraftRefusal {
  return { type: "refused", cause, detail };
}
