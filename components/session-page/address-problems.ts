import type { QueryParams } from "@/components/address/query-params";
import { parseTokenRange } from "@/components/marks/token-range";
import { plural } from "@/lib/core/base/format-count";
import type { SessionView } from "@/lib/core/view/session-view";

/** A parameter of the address that cannot be shown, and what is shown instead. */
export interface AddressProblem {
  readonly name: string;
  readonly sentence: string;
}

/**
 * What a pasted address asks for that this session does not have, or that means nothing. The page falls back, and
 * says so.
 *
 * @param search the address as it was pasted.
 */
export function addressProblems(
  search: URLSearchParams,
  params: QueryParams,
  view: Pick<SessionView, "nodes" | "samples" | "policy">,
): readonly AddressProblem[] {
  const problems: AddressProblem[] = [];
  for (const [name, { read, absent }] of Object.entries(params)) {
    const text = search.get(name);
    if (text === null || read(text) !== null) continue;
    const instead = typeof absent === "string" ? `${absent} is shown` : "it is left out";
    problems.push({ name, sentence: `“${name}=${text}” means nothing here; ${instead}.` });
  }
  return [...problems, ...missingNodes(search, view), ...missingTokens(search, view)];
}

function missingNodes(
  search: URLSearchParams,
  { nodes, policy }: Pick<SessionView, "nodes" | "policy">,
): readonly AddressProblem[] {
  return ["node", "mark"].flatMap((name) => {
    const id = search.get(name);
    if (id === null || nodes.some((node) => node.id === id)) return [];
    const sentence = `The link names the message ${id}, which is not in this session under the policy ${policy.name}.`;
    return [{ name, sentence }];
  });
}

function missingTokens(
  search: URLSearchParams,
  { samples }: Pick<SessionView, "samples">,
): readonly AddressProblem[] {
  const asked = search.get("sample");
  const text = search.get("tok");
  const range = parseTokenRange(text);
  const problems: AddressProblem[] = [];
  if (text !== null && !range)
    problems.push({ name: "tok", sentence: `“tok=${text}” is no range of tokens; write 120 or 120-188.` });
  if (asked === null || !/^-?\d+$/.test(asked)) return problems;
  const sample = samples[Number(asked) - 1];
  if (!sample) {
    const sentence = `The link names the sample S${asked}; under this policy the session has ${plural(samples.length, "sample")}.`;
    return [...problems, { name: "sample", sentence }];
  }
  if (range && range.start >= sample.length) {
    const sentence = `The link names token ${range.start}; S${asked} has ${plural(sample.length, "token")}.`;
    problems.push({ name: "tok", sentence });
  }
  return problems;
}
