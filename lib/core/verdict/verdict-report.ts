import type { TokenPieces } from "@/lib/core/tokens/token-pieces";
import type { FirstDifference } from "./first-difference";
import type { SessionVerdict, VerdictLoss } from "./session-verdict";
import type { Keeping } from "./what-keeps";

/** How a policy differs from the one that the report was asked for. */
export interface PolicyChange {
  /** Another policy with the server's settings of it; null for the one asked for with one setting changed. */
  readonly policy: string | null;
  readonly setting: { readonly name: string; readonly value: string } | null;
}

/** A loss with all that there is to say of it. */
export interface ReportedLoss extends VerdictLoss {
  /** The filter that lists the sessions which lost something for the same reason; null where the list has none. */
  readonly filter: string | null;
  /** What would keep it; null where no policy does. */
  readonly keeping: Keeping<PolicyChange> | null;
  /** Where the first of its turns and the prompt that took it part; null where no prompt did. */
  readonly difference: FirstDifference | null;
}

/** What `GET /api/sessions/{id}/verdict` answers. */
export interface VerdictReport extends SessionVerdict {
  readonly policy: string;
  readonly losses: readonly ReportedLoss[];
  /** What the ids of the differences stand for. */
  readonly pieces: TokenPieces;
}
