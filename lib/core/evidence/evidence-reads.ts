import type { EvidenceBytes } from "./evidence-bytes";

/** What else engines told of tokens. */
export interface EvidenceReads {
  /** The bytes of a turn's evidence. Throws `SessionNotFoundError` where there is no such turn. */
  read(sessionId: string, turnIndex: number): Promise<EvidenceBytes>;
  /** The chain over the evidence of all turns (`nextEvidenceLink`) as it was written with the last, hex; null without. */
  chain(sessionId: string): Promise<string | null>;
}
