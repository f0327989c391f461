import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { TokenSpan } from "@/lib/core/tokens/token-span";

/** A row of the token list: the head of a run with one reason, or one token of it. */
export type TokenRow =
  | { readonly kind: "run"; readonly span: TokenSpan }
  | { readonly kind: "token"; readonly at: number; readonly span: TokenSpan };

/** Lays columns out as rows: each run's head with the reason, then its tokens. */
export function tokenRows(columns: TokenColumns): readonly TokenRow[] {
  return columns.spans.flatMap((span): TokenRow[] => [
    { kind: "run", span },
    ...Array.from(
      { length: span.length },
      (_, at): TokenRow => ({ kind: "token", at: span.start + at, span }),
    ),
  ]);
}
