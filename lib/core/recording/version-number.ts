/** What SGLang and vLLM call weights that nobody has changed yet. */
export const FIRST_WEIGHTS = "default";

/** The number of a weight version, 0 for weights that nobody has changed yet; null for one that is no whole number. */
export function versionNumber(version: string): number | null {
  if (version === FIRST_WEIGHTS) return 0;
  return /^\d{1,15}$/.test(version) ? Number(version) : null;
}
