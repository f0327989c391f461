import type { Root } from "hast";
import type { TokenState } from "@/lib/core/samples/token-state";
import type { CitedWords } from "./citation";
import type { ReportHead } from "./stored-report";

/** Whether the cited tokens are what was recorded. `gone`: their session, or its turns, were removed. */
export type CitationStanding = "holds" | "differs" | "gone";

/** A citation of a report, whether it holds, and why not; null where it holds. */
export interface CheckedCitation extends CitedWords {
  readonly standing: CitationStanding;
  readonly fault: string | null;
}

/** Neighbouring cited tokens of one state, as the text that they spell. */
export interface CitedRun {
  readonly text: string;
  readonly tokens: number;
  readonly state: TokenState;
  /** Why they train or not. */
  readonly reason: string;
}

/** What is shown of the tokens that a citation names; of one that does not hold, what stands there now. */
export interface CitedTokens {
  readonly runs: readonly CitedRun[];
  /** Cited tokens that are not shown. */
  readonly left: number;
  /** Path and query of the page that shows them. */
  readonly page: string;
}

export interface ShownCitation extends CheckedCitation {
  /** Null where nothing is recorded there. */
  readonly tokens: CitedTokens | null;
}

/** A report as it is drawn: plain data, so that it goes from thread to thread. */
export interface ShownReport {
  readonly head: ReportHead;
  /** Its Markdown. */
  readonly text: string;
  /** Elements without HTML of the report's own; a citation leads to `#citation-1`, from 1. */
  readonly body: Root;
  readonly citations: readonly ShownCitation[];
}
