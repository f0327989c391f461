/** A place in a session, as it is typed after `g`. */
export type GoToPlace =
  | { readonly kind: "turn"; readonly turn: number }
  /** Start of a message's id. */
  | { readonly kind: "node"; readonly prefix: string }
  /** From 1, as on the page; a token of it, or the sample as a whole. */
  | { readonly kind: "sample"; readonly sample: number; readonly token: number | null }
  /** A token of the sample that is open. */
  | { readonly kind: "token"; readonly token: number };

/**
 * Reads `t12` or `12` (a turn), `n:abc` (a message by the start of its id), `#1500` (a token of the open sample),
 * `S3` or `S3#1500`. Null for anything else.
 *
 * @example
 * parseGoTo("S3#1500"); // { kind: "sample", sample: 3, token: 1500 }
 */
export function parseGoTo(text: string): GoToPlace | null {
  const typed = text.trim();
  const [, turn] = /^t?\s*(\d{1,9})$/i.exec(typed) ?? [];
  if (turn !== undefined) return { kind: "turn", turn: Number(turn) };
  const [, prefix] = /^n:\s*(\S+)$/i.exec(typed) ?? [];
  if (prefix !== undefined) return { kind: "node", prefix };
  const [, token] = /^#\s*(\d{1,9})$/.exec(typed) ?? [];
  if (token !== undefined) return { kind: "token", token: Number(token) };
  const [, sample, inSample] = /^s\s*(\d{1,9})(?:\s*#\s*(\d{1,9}))?$/i.exec(typed) ?? [];
  if (sample === undefined) return null;
  return { kind: "sample", sample: Number(sample), token: inSample === undefined ? null : Number(inSample) };
}
