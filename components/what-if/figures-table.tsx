"use client";

import { formatShare } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import type { PolicyFigures } from "@/lib/core/lab/compare-policies";

interface Figure {
  readonly name: string;
  readonly meaning: string;
  readonly of: (figures: PolicyFigures) => number;
  readonly show?: (figures: PolicyFigures) => string;
}

const FIGURES: readonly Figure[] = [
  { name: "Samples", meaning: "Training samples that the session gives", of: ({ samples }) => samples },
  { name: "Trained", meaning: "Sampled tokens that some sample trains", of: ({ trained }) => trained },
  {
    name: "Yield",
    meaning: "Trained of all sampled tokens",
    of: ({ trained, sampled }) => (sampled === 0 ? 0 : trained / sampled),
    show: ({ trained, sampled }) => formatShare(trained, sampled),
  },
  {
    name: "Lost to realigns",
    meaning: "Sampled tokens that gave up their signal to a prompt that spelled them otherwise",
    of: ({ realigned }) => realigned,
  },
  {
    name: "Refused, dropped",
    meaning: "Sampled tokens that cannot be proven or lack what training needs, and those in no sample",
    of: ({ refused, dropped }) => refused + dropped,
  },
  {
    name: "Trained twice",
    meaning: "Tokens that are trained in more than one sample",
    of: ({ trainedTwice }) => trainedTwice,
  },
  {
    name: "Longest sample",
    meaning: "Tokens of the longest sample",
    of: ({ longestSample }) => longestSample,
  },
  {
    name: "To process",
    meaning: "Tokens of all samples together: the work of a trainer",
    of: ({ totalTokens }) => totalTokens,
  },
  {
    name: "Duplicated context",
    meaning: "Of these, the tokens with which a sample repeats the beginning of the one before it",
    of: ({ duplicatedTokens }) => duplicatedTokens,
  },
];

/** What the session's own policy makes and what the one tried would make. */
export function FiguresTable({ own, tried }: { readonly own: PolicyFigures; readonly tried: PolicyFigures }) {
  return (
    <table className="h-fit w-full text-sm" data-testid="what-if-figures">
      <thead>
        <tr className="border-b border-line text-xs text-ink-2">
          <th scope="col" className="py-1 text-left font-medium">
            <span className="sr-only">Figure</span>
          </th>
          {["Current", "Proposed", "Change"].map((column) => (
            <th key={column} scope="col" className="py-1 pl-4 text-right font-medium">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {FIGURES.map((figure) => {
          const [before, after] = [figure.of(own), figure.of(tried)];
          const same = before === after;
          return (
            <tr key={figure.name}>
              <th scope="row" title={figure.meaning} className="py-0.5 text-left font-normal text-ink-2">
                {figure.name}
              </th>
              <td className="py-0.5 pl-4 text-right text-ink-2">{text(figure, own)}</td>
              <td className={`py-0.5 pl-4 text-right ${same ? "text-ink-2" : "font-medium"}`}>
                {text(figure, tried)}
              </td>
              <td className="py-0.5 pl-4 text-right text-ink-2">
                {same ? "" : change(figure, before, after)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function text(figure: Figure, figures: PolicyFigures): string {
  return figure.show?.(figures) ?? formatCount(figure.of(figures));
}

function change({ show }: Figure, before: number, after: number): string {
  const sign = after > before ? "+" : "−";
  const by = Math.abs(after - before);
  return show ? `${sign}${(by * 100).toFixed(1)} pt` : `${sign}${formatCount(by)}`;
}
