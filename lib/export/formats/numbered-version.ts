import type { Turn } from "@/lib/core/recording/turn";
import { FIRST_WEIGHTS, versionNumber } from "@/lib/core/recording/version-number";
import { versionRange } from "@/lib/core/recording/version-order";
import { weightSpansOf } from "@/lib/core/recording/weight-span";
import type { ExportInput } from "@/lib/export/export-input";
import { UnfitSessionError } from "@/lib/export/unfit-session-error";

/** A weight version as trainers count them; `needNumberedVersions` has seen to it that it is one. */
export function numberedVersion(version: string): number {
  return versionNumber(version) ?? 0;
}

/**
 * The oldest and the newest weights of turns, as trainers count them: 0 for weights that nobody has changed yet, and where
 * the engine names none.
 */
export function numberedRange(turns: readonly Turn[]): { readonly oldest: number; readonly newest: number } {
  const versions = turns.flatMap((turn) => {
    const spans = weightSpansOf(turn);
    return spans.length === 0 ? [FIRST_WEIGHTS] : spans.map(({ version }) => version);
  });
  const { oldest, newest } = versionRange(versions, versions) ?? {
    oldest: FIRST_WEIGHTS,
    newest: FIRST_WEIGHTS,
  };
  return { oldest: numberedVersion(oldest), newest: numberedVersion(newest) };
}

/**
 * For formats that count weight versions. Throws `UnfitSessionError` for a version that is no number, and for a turn
 * without one beside turns that have one: any number would be taken for its age.
 */
export function needNumberedVersions(format: string, { session, result, recording }: ExportInput): void {
  const indices = new Set(result.samples.flatMap((sample) => sample.turns));
  const turns = [...indices].flatMap((index) => recording.turns[index - 1] ?? []);
  const isNumbered = turns.some((turn) => weightSpansOf(turn).length > 0);
  for (const turn of turns) {
    const spans = weightSpansOf(turn);
    const odd = spans.find(({ version }) => versionNumber(version) === null);
    if (odd === undefined && (spans.length > 0 || !isNumbered)) continue;
    const found = odd === undefined ? "has none" : `has "${odd.version}"`;
    throw new UnfitSessionError(
      `The format "${format}" counts weight versions, and turn ${turn.index} of session "${session.id}" ${found}; ` +
        'accepted are whole numbers and "default". The formats "slime", "skyrl" and "tinker" take any.',
    );
  }
}
