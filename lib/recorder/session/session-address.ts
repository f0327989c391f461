import type { CallingClient } from "./client-name";

/** Which session a call belongs to, and what its headers say of who in it is calling. */
export interface SessionAddress extends CallingClient {
  readonly id: string;
  /** Found by `user` or `default`: any client may share it, so it is never finished. */
  readonly shared: boolean;
  /** The client can take one tool call in an answer and no more. */
  readonly oneCall: boolean;
  /** The sub-agent that calls, as its client names it; null for the main thread. */
  readonly subAgent: string | null;
  /** Headers that name sub-agents and their parents, kept with the turn. */
  readonly clientHeaders: Readonly<Record<string, string>>;
}
