import type { TokenRange } from "@/components/marks/token-range";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { CopyButton } from "@/components/ui/copy-button";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { FactList } from "./fact-list";
import { rangeIds, rangeJson, rangeText } from "./range-copy";
import { rangeFigures } from "./range-figures";

/** The sums over a selected range, and the ways to take it along. */
export function RangeFacts({ tokens, range }: { readonly tokens: SampleTokens; readonly range: TokenRange }) {
  const figures = rangeFigures(tokens.columns, range);
  const none = "not recorded";
  return (
    <div className="flex flex-col gap-3 p-3">
      <FactList
        facts={[
          { name: "tokens", value: formatCount(figures.tokens) },
          { name: "trained", value: formatCount(figures.trained) },
          { name: "with a log-prob", value: plural(figures.withLogProb, "token") },
          {
            name: "sum of log-probs",
            value: figures.withLogProb > 0 ? `${figures.logProbSum.toFixed(4)} nats` : none,
          },
          { name: "mean probability", value: figures.meanProbability?.toPrecision(4) ?? none },
        ]}
      />
      <RangeCopies tokens={tokens} range={range} />
    </div>
  );
}

export function RangeCopies({
  tokens,
  range,
}: {
  readonly tokens: SampleTokens;
  readonly range: TokenRange;
}) {
  return (
    <p className="flex items-center gap-1 text-ink-2">
      Copy
      <CopyButton text={() => rangeText(tokens, range)} label="Copy the text" />
      text
      <CopyButton text={() => rangeIds(tokens, range)} label="Copy the ids" />
      ids
      <CopyButton text={() => rangeJson(tokens, range)} label="Copy as JSON" />
      JSON
    </p>
  );
}
