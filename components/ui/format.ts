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

/**
 * How long something took, in two units at most: `480 ms`, `12 s`, `3 min 20 s`, `2 h 5 min`.
 *
 * @param ms milliseconds.
 */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined(minutes, "min", seconds % 60, "s");
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? joined(hours, "h", minutes % 60, "min")
    : joined(Math.floor(hours / 24), "d", hours % 24, "h");
}

function joined(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${restUnit}`;
}

/**
 * A length in bytes where space is short, in units of 1,000.
 *
 * @example
 * formatBytes(980); // "980 B"
 * formatBytes(12_418); // "12.4 kB"
 */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const unit = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** unit;
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`;
}
