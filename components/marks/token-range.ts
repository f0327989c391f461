/** Tokens `[start, end)` of a sample, as `tok=120-188` names them: both ends are part of it there. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

/** Reads `120-188` or `120`; null when it is neither. */
export function parseTokenRange(text: string | null): TokenRange | null {
  const [, first, last] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text ?? "") ?? [];
  if (first === undefined) return null;
  const [start, end] = [Number(first), Number(last ?? first)].sort((left, right) => left - right);
  return { start: start ?? 0, end: (end ?? 0) + 1 };
}

export function formatTokenRange({ start, end }: TokenRange): string {
  return end - start === 1 ? String(start) : `${start}-${end - 1}`;
}
