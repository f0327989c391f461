import type { Root } from "hast";
import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import type { ComponentProps } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import type { ShownCitation } from "@/lib/core/report/shown-report";
import { STANDING_WORDS } from "@/lib/core/report/standing-words";

/** A report's text. Each citation says whether it holds, and leads to its tokens beside the text. */
export function ReportText({
  body,
  citations,
}: {
  readonly body: Root;
  readonly citations: readonly ShownCitation[];
}) {
  return (
    <article aria-label="Report" className="report-text min-w-0">
      {toJsxRuntime(body, {
        Fragment,
        jsx,
        jsxs,
        // A style of its own would be one that the report wrote.
        tableCellAlignToStyle: false,
        components: { a: (props) => <ReportLink {...props} citations={citations} /> },
      })}
    </article>
  );
}

function ReportLink({
  href = "",
  children,
  citations,
  ...rest
}: ComponentProps<"a"> & { readonly citations: readonly ShownCitation[] }) {
  const number = Number(/^#citation-(\d+)$/.exec(href)?.[1] ?? 0);
  const citation = citations[number - 1];
  if (citation === undefined) {
    return (
      <a href={href} rel="noopener noreferrer" className="underline underline-offset-4" {...rest}>
        {children}
      </a>
    );
  }
  const { label, glyph } = STANDING_WORDS[citation.standing];
  return (
    <a
      id={`cited-${number}`}
      href={href}
      data-standing={citation.standing}
      className="rounded-sm underline decoration-2 underline-offset-4 data-[standing=differs]:decoration-wavy data-[standing=gone]:line-through"
    >
      {children}
      <sup className="ml-0.5 font-mono text-xs no-underline">
        {number}
        <span aria-hidden>{glyph}</span>
        <span className="sr-only">, {label}</span>
      </sup>
    </a>
  );
}
