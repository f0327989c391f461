import type { Root } from "hast";
import { toHast } from "mdast-util-to-hast";
import { assume } from "@/lib/core/base/assume";
import type {
  CheckedCitation,
  CitedTokens,
  ShownCitation,
  ShownReport,
} from "@/lib/core/report/shown-report";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { pagePlace } from "@/lib/inspect/session/page-place";
import { readTurnTokens } from "@/lib/inspect/session/read-turn-tokens";
import { tokenizerOf } from "@/lib/inspect/session/tokenizer-of";
import { checkCited } from "./check-citations";
import { citedText } from "./cited-text";
import { reportTree } from "./report-tree";

/** Tokens of a citation that are shown beside the report. The page that it leads to shows all of them. */
const MOST_TOKENS = 300;

/** A report with its citations checked. Throws `NotFoundError`. */
export async function readReport(context: InspectContext, id: string): Promise<ShownReport> {
  const report = await context.store.reports.find(id);
  if (report === null) throw new NotFoundError(`There is no report "${id}".`);
  const { text, ...head } = report;
  const { tree, citations } = reportTree(text);
  const shown: ShownCitation[] = [];
  for (const checked of await checkCited(context.store, citations))
    shown.push({ ...checked, tokens: await tokensOf(context, checked) });
  const body = assume<Root>(toHast(tree), "of a root it makes a root");
  return { head, text, body, citations: shown };
}

async function tokensOf(context: InspectContext, { citation }: CheckedCitation): Promise<CitedTokens | null> {
  if (citation === null) return null;
  const { session, turn, from, to } = citation;
  try {
    const query = new URLSearchParams({ from: `${from}`, to: `${Math.min(to, from + MOST_TOKENS)}` });
    const inspected = await inspectSession(context, session, query);
    const columns = await readTurnTokens(context, session, `${turn}`, query);
    const vocabulary = await context.vocabularyOf(tokenizerOf(inspected, { of: "turn", turn }));
    const place = Object.entries(pagePlace(inspected, { turn, from, to }));
    const told = place.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    return {
      runs: citedText(columns, vocabulary),
      left: to - from - columns.ids.length,
      page: `/sessions/${encodeURIComponent(session)}?${new URLSearchParams(told)}`,
    };
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
