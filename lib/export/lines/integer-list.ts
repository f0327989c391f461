/** A JSON list of whole numbers: token ids, masks, positions. */
export function integerList(values: Int32Array | Uint8Array | readonly number[]): string {
  return `[${values.join(",")}]`;
}
