/** Tokens `[from, to)` of a turn's sequence (its prompt and its answer), and the digest of their ids. */
export interface Citation {
  readonly session: string;
  /** From 1. */
  readonly turn: number;
  readonly from: number;
  readonly to: number;
  /** The first 16 hexadecimal digits of the SHA-256 over the ids, each as 32 bits, little-endian. */
  readonly digest: string;
}

/** A citation where it stands in a report: the words that lead to it, and whether it can be read. */
export interface CitedWords {
  readonly words: string;
  readonly address: string;
  /** Null where the address is none of a citation's. */
  readonly citation: Citation | null;
}

/** What an address begins with that is meant as a citation. */
export const CITATION_SCHEME = "turntree:";

const ADDRESS = /^turntree:([^/\s]+)\/(\d{1,9})\/(\d{1,9})-(\d{1,9})#([0-9a-f]{16})$/;

/** As it is written in Markdown: `turntree:session/3/120-140#0123456789abcdef`. */
export function citationText({ session, turn, from, to, digest }: Citation): string {
  // A bracket would end the address where Markdown reads it.
  const named = encodeURIComponent(session).replaceAll("(", "%28").replaceAll(")", "%29");
  return `${CITATION_SCHEME}${named}/${turn}/${from}-${to}#${digest}`;
}

/** Reads what `citationText` wrote; null for anything else. */
export function readCitation(text: string): Citation | null {
  const [, session = "", turn, from, to, digest = ""] = ADDRESS.exec(text) ?? [];
  if (session === "" || Number(turn) < 1 || Number(from) >= Number(to)) return null;
  try {
    return {
      session: decodeURIComponent(session),
      turn: Number(turn),
      from: Number(from),
      to: Number(to),
      digest,
    };
  } catch {
    return null;
  }
}
