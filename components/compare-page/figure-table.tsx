import { Hint } from "@/components/ui/hint";
import type { Comparison } from "@/lib/core/compare/comparison";
import { figureRows } from "./figure-rows";
import { SideBadge } from "./side-badge";

/** The figures of both sides; rows that differ stand out. */
export function FigureTable({ comparison: { a, b } }: { readonly comparison: Comparison }) {
  return (
    <table className="w-full text-sm" data-testid="figures">
      <caption className="sr-only">Figures of both sides</caption>
      <thead>
        <tr className="border-b border-line text-xs text-ink-2">
          <th scope="col" className="px-3 py-2 text-left font-medium">
            Figure
          </th>
          {(["A", "B"] as const).map((name) => (
            <th key={name} scope="col" className="px-3 py-2 text-right font-medium">
              <span className="sr-only">Side {name}</span>
              <SideBadge name={name} />
            </th>
          ))}
          <th scope="col" className="px-3 py-2 text-right font-medium">
            Difference
          </th>
        </tr>
      </thead>
      <tbody>
        {figureRows(a, b).map(({ name, meaning, a: left, b: right, difference }) => {
          const differs = left !== right;
          return (
            <tr key={name} className="border-b border-line last:border-0">
              <th
                scope="row"
                className={`px-3 py-1.5 text-left font-normal ${differs ? "text-ink" : "text-ink-2"}`}
              >
                <Hint text={meaning}>
                  <span className="underline decoration-line-strong decoration-dotted underline-offset-4">
                    {name}
                  </span>
                </Hint>
              </th>
              {[left, right].map((figure, at) => (
                <td key={at === 0 ? "a" : "b"} className="px-3 py-1.5 text-right">
                  <span className="inline-block max-w-52">{figure}</span>
                </td>
              ))}
              <td className={`px-3 py-1.5 text-right ${differs ? "font-medium text-ink" : "text-ink-3"}`}>
                {difference || (differs ? "differs" : "same")}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
