/**
 * Differences of an echo that are forgiven only where a setting says so, since what the client did is a judgement: the
 * model goes on from a text that its client does not show.
 */
export const OPTIONAL_TOLERANCES = ["text dropped beside calls"] as const;

export type OptionalTolerance = (typeof OPTIONAL_TOLERANCES)[number];
