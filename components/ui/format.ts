const WHOLE = new Intl.NumberFormat("en-US");

/** A count in full: `12,418`. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/**
 * A count where space is short.
 *
 * @example
 * formatShort(980); // "980"
 * formatShort(12_418); // "12.4k"
 */
export function formatShort(count: number): string {
  if (count < 1000) return String(count);
  const [value, unit] = count < 999_950 ? [count / 1000, "k"] : [count / 1_000_000, "M"];
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, "")}${unit}`;
}

/** A share in per cent; `—` when there is nothing to share. Never rounds a part to 0 or to the whole. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return "—";
  if (part === 0 || part === whole) return part === 0 ? "0%" : "100%";
  return `${Math.min(99.9, Math.max(0.1, (part / whole) * 100)).toFixed(1)}%`;
}

/** A reward: a number as it is, shares per leaf by how many there are. */
export function formatReward(reward: unknown): string {
  if (reward === null || reward === undefined) return "—";
  return typeof reward === "number" ? String(Number(reward.toFixed(4))) : "per leaf";
}

/** A log-prob in nats as the page shows it; the exact value is in the tooltip and in the export. */
export function formatLogProb(logProb: number): string {
  if (Number.isNaN(logProb)) return "not recorded";
  const tiny = logProb !== 0 && Math.abs(logProb) < 0.0001;
  return tiny ? logProb.toExponential(1) : logProb.toFixed(4);
}

/** `1 turn`, `2 turns`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
