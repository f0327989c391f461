import type { ViewChoice } from "@/components/address/api-urls";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import type { VerdictReport } from "@/lib/core/verdict/verdict-report";
import type { SessionTree } from "@/lib/core/view/session-tree";

/** What the page was opened with. */
export interface InitialView {
  readonly tree: SessionTree;
  readonly choice: ViewChoice;
  /** For working out another choice as the server would. */
  readonly serverPolicy: ServerPolicy;
  readonly verdict: VerdictReport;
}
