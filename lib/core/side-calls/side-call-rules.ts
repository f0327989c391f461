import { CLIENT_RULES, CLIENT_SIDE_CALL } from "./client-rules";
import { COMMIT_RULE } from "./commit-rule";
import { MEMORY_RULE } from "./memory-rule";
import { PROBE_RULES } from "./probe-rules";
import { SUMMARY_RULES } from "./summary-rules";
import { TITLE_RULE } from "./title-rule";
import type { SideCallRule } from "./told-call";

/** In the order in which they are asked; the first that sees its evidence names the call. */
export const SIDE_CALL_RULES: readonly SideCallRule[] = [
  ...CLIENT_RULES,
  ...PROBE_RULES,
  TITLE_RULE,
  MEMORY_RULE,
  ...SUMMARY_RULES,
  COMMIT_RULE,
  CLIENT_SIDE_CALL,
];
