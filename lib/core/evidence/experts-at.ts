import type { EvidenceColumn } from "@/lib/core/recording/evidence-column";

/** The experts of a token by its position in prompt and answer; null where the column does not tell of it. */
export function expertsAt(
  { start, shape: [tokens = 0, width = 0] }: EvidenceColumn,
  bytes: Uint8Array,
  position: number,
): readonly number[] | null {
  const row = position - start;
  if (row < 0 || row >= tokens) return null;
  if (bytes.length === tokens * width) return Array.from(bytes.subarray(row * width, (row + 1) * width));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: width }, (_, i) => view.getInt32(4 * (row * width + i), true));
}
