import type { EngineFinding } from "@/lib/recorder/models/engine-finding";

/** Two clocks that are further apart, in ms, put annotations and ages in a wrong order. */
const CLOCK_MS = 5_000;

/** What another clock told, and this one before it was asked and after it had answered; in ms since 1970. */
interface ToldTime {
  readonly before: number;
  readonly told: number;
  readonly after: number;
}

/**
 * What is said of this machine's clock beside another. How long the other took to answer is no difference.
 *
 * @example
 * clockFinding("the database's", { before: 7_200_000, told: 0, after: 7_200_100 }).words;
 * // "It is 7200 s from the database's: set both by NTP."
 */
export function clockFinding(whose: string, { before, told, after }: ToldTime): EngineFinding {
  const apartMs = Math.max(0, before - told, told - after);
  if (apartMs > CLOCK_MS) {
    const words = `It is ${Math.round(apartMs / 1000)} s from ${whose}: set both by NTP.`;
    return { what: "clock", state: "fault", words };
  }
  const within = Math.max(1, Math.ceil(apartMs / 1000));
  return { what: "clock", state: "ok", words: `Within ${within} s of ${whose}.` };
}
