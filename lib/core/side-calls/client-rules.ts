import { objectOf } from "@/lib/core/json/object-of";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import type { SideCallRule, ToldCall } from "./told-call";
import { WEB_SEARCH_RULE } from "./web-search-rule";

/** `name: value` of the first header that has one of these values; null when none has. */
function headerSaying(
  { clientHeaders }: ToldCall,
  values: Readonly<Record<string, readonly string[]>>,
): string | null {
  const found = Object.entries(values).find(([name, accepted]) =>
    accepted.some((value) => value === clientHeaders[name]),
  );
  return found === undefined ? null : `${found[0]}: ${String(clientHeaders[found[0]])}`;
}

/** Codex repeats its metadata of a turn in a field of the body, as JSON in a text. */
const CODEX_METADATA = "x-codex-turn-metadata";

function codexRequestKind({ request }: ToldCall): string | null {
  const text = objectOf(request.client_metadata)[CODEX_METADATA];
  if (typeof text !== "string") return null;
  try {
    const kind = objectOf(parseGivenJson(text)).request_kind;
    return typeof kind === "string" ? kind : null;
  } catch {
    return null;
  }
}

/**
 * Whether the client says that a call is the conversation's own: Claude Code's request class, which its gateway hints
 * give every call (code.claude.com/docs, "LLM gateway protocol").
 */
export function saysConversation(call: ToldCall): boolean {
  const classes = { "x-claude-code-request-class": ["main", "subagent", "workflow"] };
  return headerSaying(call, classes) !== null;
}

/** Rules by what clients say of their calls. */
export const CLIENT_RULES = [
  {
    name: "client_compaction",
    kind: "compaction_summary",
    by: "client",
    shape:
      "A header says so: x-claude-code-request-class or x-claude-code-compaction, x-interaction-type, x-openai-subagent, or Codex's metadata of the turn; or the Responses API is asked for a compaction.",
    evidence: (call) =>
      headerSaying(call, {
        "x-claude-code-request-class": ["compaction"],
        "x-claude-code-compaction": ["auto", "manual", "reactive"],
        "x-interaction-type": ["conversation-compaction"],
        "x-openai-subagent": ["compact"],
      }) ??
      (codexRequestKind(call) === "compaction" ? `${CODEX_METADATA}: request_kind compaction` : null) ??
      (call.asksForCompaction ? "the Responses API is asked for a compaction" : null),
  },
  {
    name: "client_memory",
    kind: "memory_extraction",
    by: "client",
    shape: "The header x-openai-subagent says memory_consolidation.",
    evidence: (call) => headerSaying(call, { "x-openai-subagent": ["memory_consolidation"] }),
  },
  WEB_SEARCH_RULE,
] as const satisfies readonly SideCallRule[];

/** What a client calls a side call without saying of which kind. It is asked after the rules that know the kind. */
export const CLIENT_SIDE_CALL = {
  name: "client_side_call",
  kind: "side_call",
  by: "client",
  shape: "x-claude-code-request-class says auxiliary, or x-interaction-type says conversation-background.",
  evidence: (call) =>
    headerSaying(call, {
      "x-claude-code-request-class": ["auxiliary"],
      "x-interaction-type": ["conversation-background"],
    }),
} as const satisfies SideCallRule;
