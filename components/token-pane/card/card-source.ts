import type { SessionModel } from "@/components/session/session-model";
import type { NodeChoice } from "@/components/session/use-node";
import type { LaterColumns } from "@/components/token-pane/reads/later-columns";
import type { SampleNode } from "@/components/token-pane/reads/sample-nodes";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import type { SampleView } from "@/lib/core/view/session-view";

/** Everything that the card takes facts from. Tokens are counted from the first of the columns. */
export interface CardSource {
  readonly tokens: SampleTokens;
  readonly nodes: readonly SampleNode[];
  /** Null for tokens of a message by itself. */
  readonly sample: SampleView | null;
  readonly model: SessionModel;
  readonly choice: NodeChoice;
  /** What trainers found out of the tokens. */
  readonly later: LaterColumns;
}
