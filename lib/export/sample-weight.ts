/**
 * What shares a weight of 1: each sample has it alone (`row`), the samples of a session share it (`session`), or the
 * sessions of a group do (`prompt`). So a session with three branches has three times the gradient only where somebody
 * wants that.
 */
export const SAMPLE_WEIGHTS = ["row", "session", "prompt"] as const;

export type SampleWeight = (typeof SAMPLE_WEIGHTS)[number];

/**
 * The weight of each sample of a session.
 *
 * @param samples how many the session has.
 * @param sessions how many of its group take part; 1 for a session without one.
 * @example
 * weightOf("prompt", 3, 8); // 1 / 24
 */
export function weightOf(scheme: SampleWeight, samples: number, sessions: number): number {
  switch (scheme) {
    case "row":
      return 1;
    case "session":
      return 1 / Math.max(1, samples);
    case "prompt":
      return 1 / (Math.max(1, samples) * Math.max(1, sessions));
    default:
      return scheme satisfies never;
  }
}
