import type { AskedTokens, TokenOwner } from "@/lib/core/tokens/asked-token-columns";

/** What of a view is asked for: the policy's name and settings as the URL holds them; null leaves the session's own. */
export interface ViewChoice {
  readonly policy: string | null;
  readonly threshold: number | null;
  /** Further settings of the policy, as `readSettingsText` reads them. */
  readonly settings?: string | null;
}

/** Query names of the API for a view. A pair of settings that cannot be read is left for the server to refuse. */
export function viewQuery({ policy, threshold, settings }: ViewChoice): URLSearchParams {
  const query = new URLSearchParams();
  if (policy !== null) query.set("policy", policy);
  if (threshold !== null) query.set("fork_threshold_tokens", String(threshold));
  for (const pair of (settings ?? "").split(",")) {
    const [name = "", value = ""] = pair.split(":");
    if (name !== "") query.set(name, value);
  }
  return query;
}

/** Whether two choices ask for the same view. */
export function isSameChoice(a: ViewChoice, b: ViewChoice): boolean {
  return viewQuery(a).toString() === viewQuery(b).toString();
}

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

const sessionPath = (session: string): string => `/api/sessions/${encodeURIComponent(session)}`;

/** The session's tree as `unpackTree` reads it. */
export function packedTreeUrl(session: string, choice: ViewChoice): string {
  const query = viewQuery(choice);
  query.set("form", "packed");
  return withQuery(`${sessionPath(session)}/tree`, query);
}

/** What was found out later of a session, of these kinds, one a line. */
export function annotationsUrl(session: string, kinds: readonly string[]): string {
  const query = new URLSearchParams(kinds.map((kind) => ["kind", kind]));
  return withQuery(`${sessionPath(session)}/annotations`, query);
}

/** Into which weights samples of a session went. */
export function trainedUrl(session: string): string {
  return `${sessionPath(session)}/trained`;
}

export function labUrl(session: string, choice: ViewChoice): string {
  return withQuery(`${sessionPath(session)}/lab`, viewQuery(choice));
}

/** What the session comes to, as `VerdictReport`. */
export function verdictUrl(session: string, choice: ViewChoice): string {
  return withQuery(`${sessionPath(session)}/verdict`, viewQuery(choice));
}

export function nodeUrl(session: string, node: string, choice: ViewChoice): string {
  return withQuery(`${sessionPath(session)}/nodes/${encodeURIComponent(node)}`, viewQuery(choice));
}

/** The difference at a node; with `against`, between the two. */
export function nodeDiffUrl(
  session: string,
  node: string,
  choice: ViewChoice,
  against: string | null = null,
): string {
  const query = viewQuery(choice);
  if (against !== null) query.set("against", against);
  return withQuery(`${sessionPath(session)}/nodes/${encodeURIComponent(node)}/diff`, query);
}

/** What the server tells of tokens: `tokens` are binary columns, `pieces` what their ids stand for. */
export type TokenPart = "tokens" | "pieces";

/** Which tokens are asked for, under which view. */
export type TokenChoice = ViewChoice & AskedTokens;

/** Where the tokens of a node, of a sample or of a turn are read. */
export function tokensUrl(session: string, part: TokenPart, choice: TokenChoice): string {
  const query = viewQuery(choice);
  const path = withOwner(choice, query);
  if (choice.from !== undefined) query.set("from", String(choice.from));
  if (choice.to !== undefined) query.set("to", String(choice.to));
  return withQuery(`${sessionPath(session)}/${path}/${part}`, query);
}

/** The path of what has the tokens; what says more of it than the path goes into the query. */
function withOwner(owner: TokenOwner, query: URLSearchParams): string {
  switch (owner.of) {
    case "node":
      if (owner.sample !== null) query.set("sample", String(owner.sample));
      if (owner.turn) query.set("turn", String(owner.turn));
      return `nodes/${encodeURIComponent(owner.node)}`;
    case "branch":
      query.set("branch", owner.branch);
      return `nodes/${encodeURIComponent(owner.node)}`;
    case "sample":
      return `samples/${owner.sample}`;
    case "turn":
      return `turns/${owner.turn}`;
    default:
      return owner satisfies never;
  }
}

/** Tokens `[from, to)` of a turn's prompt and answer, or of its prompt as the template renders it. */
export function turnTokensUrl(
  session: string,
  turn: number,
  part: TokenPart,
  { from, to, build }: { readonly from: number; readonly to: number; readonly build: "sent" | "rendered" },
): string {
  const query = new URLSearchParams({ from: String(from), to: String(to) });
  if (build === "rendered") query.set("build", build);
  return withQuery(`${sessionPath(session)}/turns/${turn}/${part}`, query);
}

export function turnsUrl(session: string): string {
  return `${sessionPath(session)}/turns.jsonl`;
}

/** The request that made a turn. */
export function turnRequestUrl(session: string, turn: number): string {
  return `${sessionPath(session)}/turns/${turn}/request`;
}

/** What the engine told of one sampled token of a turn. */
export function tokenEvidenceUrl(session: string, turn: number, at: number): string {
  return `${sessionPath(session)}/turns/${turn}/evidence?at=${at}`;
}
