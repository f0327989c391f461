/** What is asked of an engine beside ids and log-probs, and kept with each turn. */
export interface EvidenceSettings {
  /** Which weights sampled which token, where they change in mid-answer. */
  readonly weights: boolean;
  /** How many of the likeliest tokens at each sampled one; 0: none. */
  readonly top: number;
  readonly entropy: boolean;
  readonly support: boolean;
  readonly experts: boolean;
}

/** vLLM tells no more than these unless it is started so. */
const MOST_TOP = 20;

const NOTHING: EvidenceSettings = { weights: false, top: 0, entropy: false, support: false, experts: false };

/** How evidence is asked for, as a pattern; blanks are forgiven in a setting alone. */
export const EVIDENCE_TEXT =
  /^(none|(weights|entropy|support|experts|top:([1-9]|1\d|20))(,(weights|entropy|support|experts|top:([1-9]|1\d|20)))*)$/;

/** How evidence is asked for, in words. */
export const EVIDENCE_RULE = `none, or some of weights, top:N (N from 1 to ${MOST_TOP}), entropy, support, experts, by comma`;

/**
 * Reads what evidence is asked for; null when it is not said as `EVIDENCE_RULE` says.
 *
 * @example
 * readEvidenceSettings("weights,top:5")?.top; // 5
 */
export function readEvidenceSettings(text: string): EvidenceSettings | null {
  if (text.trim() === "none") return NOTHING;
  let settings = NOTHING;
  for (const part of text.split(",").map((word) => word.trim())) {
    const added = settingOf(part);
    if (added === null) return null;
    settings = { ...settings, ...added };
  }
  return settings;
}

function settingOf(part: string): Partial<EvidenceSettings> | null {
  const top = Number(/^top:(\d{1,2})$/.exec(part)?.[1] ?? 0);
  if (top >= 1 && top <= MOST_TOP) return { top };
  switch (part) {
    case "weights":
    case "entropy":
    case "support":
    case "experts":
      return { [part]: true };
    default:
      return null;
  }
}
