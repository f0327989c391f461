import type { Turn } from "@/lib/core/recording/turn";
import type { ExportInput } from "@/lib/export/export-input";
import { UnfitSessionError } from "@/lib/export/unfit-session-error";

/** What SGLang and vLLM call weights that nobody has changed yet. */
const FIRST_WEIGHTS = "default";

function numberOf(version: string | null): number | null {
  if (version === FIRST_WEIGHTS) return 0;
  return version !== null && /^\d{1,15}$/.test(version) ? Number(version) : null;
}

/**
 * A turn's weight version as trainers count them: 0 for weights that nobody has changed yet, and where the engine
 * names none. `needNumberedVersions` has seen to it that there is no other.
 */
export function numberedVersion({ weightVersion }: Turn): number {
  return numberOf(weightVersion) ?? 0;
}

/**
 * For formats that count weight versions. Throws `UnfitSessionError` for a version that is no number, and for a turn
 * without one beside turns that have one: any number would be taken for its age.
 */
export function needNumberedVersions(format: string, { session, result, recording }: ExportInput): void {
  const indices = new Set(result.samples.flatMap((sample) => sample.turns));
  const turns = [...indices].flatMap((index) => recording.turns[index - 1] ?? []);
  const isNumbered = turns.some(({ weightVersion }) => weightVersion !== null);
  for (const { index, weightVersion } of turns) {
    if (numberOf(weightVersion) !== null || (weightVersion === null && !isNumbered)) continue;
    const found = weightVersion === null ? "has none" : `has "${weightVersion}"`;
    throw new UnfitSessionError(
      `The format "${format}" counts weight versions, and turn ${index} of session "${session.id}" ${found}; ` +
        'accepted are whole numbers and "default". The formats "slime", "skyrl" and "tinker" take any.',
    );
  }
}
