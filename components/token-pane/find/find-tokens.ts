import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import { plainTokenText } from "@/lib/core/tokens/plain-token-text";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TokenText } from "@/lib/core/tokens/token-text";
import type { TokenTexts } from "@/lib/core/tokens/token-texts";

/** Tokens `[start, end)` that a search found. */
export interface TokenMatch {
  readonly start: number;
  readonly end: number;
}

export type FindResult =
  | { readonly ok: true; readonly matches: readonly TokenMatch[] }
  | { readonly ok: false; readonly problem: string };

/**
 * Searches a sample's tokens. What can be asked for: text as it is; `/regular expression/`; `id:151645`;
 * `lp:<-4` (log-prob in nats, `<` or `>`); `state:realigned`.
 *
 * @example
 * findTokens("state:refused", columns, texts); // every refused token
 */
export function findTokens(query: string, columns: TokenColumns, texts: TokenTexts): FindResult {
  const asked = query.trim();
  if (asked === "") return { ok: true, matches: [] };
  const [, field, value] = /^(id|lp|state):(.*)$/.exec(asked) ?? [];
  if (field === "id") return matchId(value ?? "", columns);
  if (field === "lp") return matchLogProb(value ?? "", columns);
  if (field === "state") return matchState(value ?? "", columns);
  const [, expression] = /^\/(.+)\/$/.exec(asked) ?? [];
  return matchText(expression ?? escapeExpression(query), texts);
}

function matchId(value: string, { ids }: TokenColumns): FindResult {
  if (!/^\d+$/.test(value)) return { ok: false, problem: "id: takes a token id, such as id:151645" };
  return { ok: true, matches: where(ids.length, (at) => ids[at] === Number(value)) };
}

function matchLogProb(value: string, { logProbs }: TokenColumns): FindResult {
  const [, sign, bound] = /^([<>])\s*(-?\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (!sign) return { ok: false, problem: "lp: takes a bound in nats, such as lp:<-4" };
  const limit = Number(bound);
  const fits = (logProb: number): boolean => (sign === "<" ? logProb < limit : logProb > limit);
  return { ok: true, matches: where(logProbs.length, (at) => fits(logProbs[at] ?? Number.NaN)) };
}

function matchState(value: string, { states }: TokenColumns): FindResult {
  const names: readonly string[] = TOKEN_STATES;
  const code = names.indexOf(value);
  if (code < 0) return { ok: false, problem: `state: takes one of ${TOKEN_STATES.join(", ")}` };
  return { ok: true, matches: runs(states.length, (at) => states[at] === code) };
}

function matchText(expression: string, texts: TokenTexts): FindResult {
  const starts = new Int32Array(texts.length + 1);
  const plain = texts.distinct.map((text) => plainTokenText(text) ?? "");
  const parts = Array.from(texts.index, (text, at) => {
    const part = plain[text] ?? "";
    starts[at + 1] = (starts[at] ?? 0) + part.length;
    return part;
  });
  let pattern: RegExp;
  try {
    pattern = new RegExp(expression, "gu");
  } catch {
    return { ok: false, problem: "This is not a regular expression." };
  }
  const matches: TokenMatch[] = [];
  let token = 0;
  for (const found of parts.join("").matchAll(pattern)) {
    if (found[0] === "") continue;
    const last = found.index + found[0].length;
    while ((starts[token + 1] ?? 0) <= found.index) token++;
    let end = token;
    while ((starts[end] ?? 0) < last || isLaterPart(texts.at(end))) end++;
    matches.push({ start: token, end });
  }
  return { ok: true, matches };
}

/** The text of a glyph stands with the first of the tokens that make it; the others belong to the match too. */
function isLaterPart(text: TokenText | undefined): boolean {
  return text?.kind === "part" && text.part > 1;
}

function where(count: number, fits: (at: number) => boolean): readonly TokenMatch[] {
  const matches: TokenMatch[] = [];
  for (let at = 0; at < count; at++) if (fits(at)) matches.push({ start: at, end: at + 1 });
  return matches;
}

function runs(count: number, fits: (at: number) => boolean): readonly TokenMatch[] {
  const matches: TokenMatch[] = [];
  for (let at = 0; at < count; at++) {
    if (!fits(at)) continue;
    const start = at;
    while (at + 1 < count && fits(at + 1)) at++;
    matches.push({ start, end: at + 1 });
  }
  return matches;
}

function escapeExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
