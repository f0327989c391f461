/** Why a call was taken for no part of the conversation. */
export interface SideCallEvidence {
  /** One of the rules of lib/core/side-calls/side-call-rules.ts. */
  readonly rule: string;
  /** What was seen of the call: a header with its value, a field, or the words. */
  readonly evidence: string;
}
