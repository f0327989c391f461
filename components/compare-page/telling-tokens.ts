import type { ComparedRow } from "@/lib/core/compare/comparison";
import type { TokensAs } from "./compare-params";

/**
 * The tokens that show what a row differs in. Where the fate of the sampled tokens does, these: the sample of a branch
 * may hold as context what another one trains.
 */
export function tellingTokens({ differs }: Pick<ComparedRow, "differs">): TokensAs {
  return differs.includes("states") && !differs.includes("tokens") ? "sampled" : "held";
}
